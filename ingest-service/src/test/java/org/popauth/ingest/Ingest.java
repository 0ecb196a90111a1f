package org.popauth.ingest;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.popauth.ingest.checkpoint.CheckpointDirectory;
import org.popauth.ingest.progress.Position;
import org.popauth.ingest.publish.BrokerSettings;
import org.popauth.ingest.source.Outlet;
import org.popauth.ingest.source.SourceStatus.State;

/// The sources of ingest-service, running in a test without Quarkus and without a broker.
final class Ingest implements AutoCloseable {

    private final CheckpointDirectory checkpoints;
    private final List<RunningSource> sources;
    private final Position startedAt;
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private boolean stopped;

    private Ingest(IngestConfig config, BrokerSettings broker, Outlet outlet) throws IOException {
        checkpoints = CheckpointDirectory.open(config.checkpointDir());
        var around = new OpenSources.Around(broker, checkpoints, outlet, registry, vertx);
        var open = new OpenSources(config, ConfiguredPatterns.of(config), around);
        sources = ConfiguredSources.of(config).stream().map(open::open).toList();
        startedAt = source().progress().current().acknowledged();
        sources.forEach(RunningSource::start);
    }

    /// What the first source knew to be acknowledged when it was started.
    Position startedAt() {
        return startedAt;
    }

    /// Starts reading; the checkpoints are in the sub-directory `checkpoints`.
    static Ingest start(Path directory, Outlet outlet, Map<String, String> settings)
            throws IOException {
        var all = new HashMap<>(settings);
        all.put("ingest.host", "mx1");
        all.put("ingest.zone", "UTC");
        all.put("ingest.checkpoint-dir", directory.resolve("checkpoints").toString());
        return new Ingest(config(all), broker(settings), outlet);
    }

    private static BrokerSettings broker(Map<String, String> settings) {
        var servers = settings.getOrDefault("kafka.bootstrap.servers", "localhost:9092");
        return new BrokerSettings(Map.of("bootstrap.servers", servers));
    }

    /// Starts to follow one file.
    static Ingest follow(Path file, Outlet outlet, String... more) throws IOException {
        var settings = new HashMap<String, String>();
        settings.put("ingest.sources.a.type", "file");
        settings.put("ingest.sources.a.path", file.toString());
        for (int i = 0; i < more.length; i += 2) {
            settings.put("ingest.sources.a." + more[i], more[i + 1]);
        }
        return start(requireNonNull(file.getParent()), outlet, settings);
    }

    /// Starts to follow one file, looking at it without notice only that often.
    static Ingest followPolling(Path file, Outlet outlet, String pollInterval) throws IOException {
        return start(
                requireNonNull(file.getParent()),
                outlet,
                Map.of(
                        "ingest.poll-interval",
                        pollInterval,
                        "ingest.sources.a.type",
                        "file",
                        "ingest.sources.a.path",
                        file.toString()));
    }

    static IngestConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(IngestConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(IngestConfig.class);
    }

    /// The value of a metric, all its tags together; the prefix is left out.
    double metric(String name) {
        return registry.get("popauth.ingest." + name).meters().stream()
                .mapToDouble(meter -> meter.measure().iterator().next().getValue())
                .sum();
    }

    RunningSource source() {
        return sources.getFirst();
    }

    /// Waits until the first source has been opened.
    void awaitReading() {
        await().until(() -> source().status().state() == State.READING);
    }

    /// Writes the checkpoints.
    void save() {
        sources.forEach(RunningSource::save);
    }

    /// Ends as after `kill -9`: nothing is saved.
    void kill() throws Exception {
        for (var source : sources) {
            source.stop(Duration.ofSeconds(5));
        }
        checkpoints.close();
        closeVertx();
        stopped = true;
    }

    @Override
    public void close() throws Exception {
        if (!stopped) {
            for (var source : sources) {
                source.stop(Duration.ofSeconds(5));
            }
            save();
            checkpoints.close();
            closeVertx();
        }
    }

    private void closeVertx() throws Exception {
        var unused = vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
