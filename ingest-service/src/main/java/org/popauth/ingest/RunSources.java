package org.popauth.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.popauth.ingest.checkpoint.CheckpointDirectory;
import org.popauth.ingest.publish.BrokerProbe;
import org.popauth.ingest.publish.BrokerSettings;
import org.popauth.ingest.publish.EventPublisher;

/// Starts the configured sources with the service and stops them with it.
@ApplicationScoped
class RunSources {

    private static final Duration STOP_MAX = Duration.ofSeconds(2);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);
    private static final Duration PROBE_EVERY = Duration.ofSeconds(5);

    private final IngestConfig config;
    private final BrokerSettings broker;
    private final BrokerProbe probe;
    private final MeterRegistry registry;
    private final Vertx vertx;
    private final List<RunningSource> running = new ArrayList<>();
    private @Nullable CheckpointDirectory checkpoints;
    private @Nullable EventPublisher publisher;
    private @Nullable ScheduledExecutorService saving;
    private final HostSilence silence;
    private boolean silenceIsKnown;
    private volatile List<RunningSource> sources = List.of();
    private volatile boolean started;

    RunSources(
            IngestConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry registry,
            Vertx vertx) {
        this.config = config;
        this.broker = new BrokerSettings(kafka);
        this.probe = new BrokerProbe(broker);
        this.registry = registry;
        this.silence = HostSilence.of(config);
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        var specs = ConfiguredSources.of(config);
        var patterns = ConfiguredPatterns.of(config);
        if (specs.isEmpty()) {
            Log.info(
                    "no sources are configured (ingest.sources.\"name\".type=file|pipe|stdin|journal|udp|tcp|tls|kafka)");
        } else {
            var directory = openCheckpoints();
            checkpoints = directory;
            var sending = new EventPublisher(broker);
            publisher = sending;
            sending.start();
            var around = new OpenSources.Around(broker, directory, sending, registry, vertx);
            var open = new OpenSources(config, patterns, around);
            specs.forEach(spec -> running.add(open.open(spec)));
            sources = List.copyOf(running);
            sources.forEach(RunningSource::start);
            startSaving();
        }
        started = true;
    }

    private CheckpointDirectory openCheckpoints() {
        try {
            return CheckpointDirectory.open(config.checkpointDir());
        } catch (IOException e) {
            throw new BadSetting(
                    "ingest.checkpoint-dir",
                    config.checkpointDir(),
                    "cannot be written ("
                            + e
                            + "); give this service's user a directory of its own");
        }
    }

    private void startSaving() {
        var every = config.checkpointEvery().toMillis();
        var thread = Thread.ofPlatform().daemon().name("ingest-checkpoints").factory();
        var executor = Executors.newSingleThreadScheduledExecutor(thread);
        var unused =
                executor.scheduleWithFixedDelay(this::tick, every, every, TimeUnit.MILLISECONDS);
        var unusedToo =
                executor.scheduleWithFixedDelay(
                        this::probe, 0, PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        saving = executor;
    }

    /// Only to tell in the log when the broker goes and comes.
    private void probe() {
        try {
            var unused = probe.trouble();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            sources.forEach(RunningSource::save);
            watchForSilence();
            silence.watch(sources);
        } catch (RuntimeException e) {
            Log.error("cannot save checkpoints", e);
        }
    }

    private void watchForSilence() {
        boolean silent = oldestNanos() > SILENCE_MAX.toNanos();
        if (silent && !silenceIsKnown) {
            Log.warnf(
                    "broker %s acknowledges nothing for %d s; events wait, nothing is lost",
                    broker.servers(), SILENCE_MAX.toSeconds());
        } else if (!silent && silenceIsKnown) {
            Log.infof("broker %s acknowledges again", broker.servers());
        }
        silenceIsKnown = silent;
    }

    /// How long the event that waits longest for its acknowledgement has been waiting.
    private long oldestNanos() {
        long now = System.nanoTime();
        long oldest = 0;
        for (var source : sources) {
            oldest = Math.max(oldest, source.inFlight().oldestNanos(now));
        }
        return oldest;
    }

    /// True when the start is over.
    boolean started() {
        return started;
    }

    /// All sources.
    List<RunningSource> sources() {
        return sources;
    }

    /// The mail hosts that have not been heard of for too long.
    HostSilence silence() {
        return silence;
    }

    /// Where the broker is.
    String broker() {
        return broker.servers();
    }

    /// Why events cannot be sent now; null when they can, as far as is known.
    @Nullable String trouble() {
        var sending = publisher;
        if (sending != null && sending.trouble() != null) {
            return sending.trouble();
        }
        if (oldestNanos() > SILENCE_MAX.toNanos()) {
            return "no acknowledgements";
        }
        try {
            return probe.trouble();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException, IOException {
        for (var source : sources) {
            source.stop(STOP_MAX);
        }
        if (publisher != null) {
            publisher.close();
        }
        if (saving != null) {
            saving.shutdown();
            var unused = saving.awaitTermination(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        }
        sources.forEach(RunningSource::save);
        probe.close();
        if (checkpoints != null) {
            checkpoints.close();
        }
    }
}
