package org.popauth.ingest;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.popauth.ingest.network.NetworkCounters;
import org.popauth.ingest.progress.InFlight;
import org.popauth.ingest.source.HeardHosts.Heard;
import org.popauth.ingest.source.SourceCounters;
import org.popauth.ingest.topic.TopicReader;

/// The metrics of one source, `popauth_ingest_…`.
final class SourceMeters {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final MeterRegistry registry;
    private final Tags tags;

    SourceMeters(MeterRegistry registry, String source) {
        this.registry = registry;
        this.tags = Tags.of("source", source);
    }

    void register(SourceCounters counters, InFlight inFlight) {
        counter("lines", "lines read", counters, c -> c.lines.sum());
        counter("bytes", "bytes in lines read", counters, c -> c.bytes.sum());
        counter("unparsable", "lines that could not be read", counters, c -> c.unparsable.sum());
        counter("cut.lines", "lines longer than the limit", counters, c -> c.cut.sum());
        counter("refused", "lines of senders not believed", counters, c -> c.refused.sum());
        counter(
                "files.lost",
                "files whose rest could not be found again",
                counters,
                c -> c.filesLost.sum());
        counters.eachRecognised(
                (type, n) -> counter("events", "events", tags.and("type", type), n, x -> x.sum()));
        counters.eachIgnored(
                (why, n) ->
                        counter(
                                "ignored",
                                "ignored lines",
                                tags.and("reason", why),
                                n,
                                x -> x.sum()));
        counters.eachPattern(
                (pattern, n) ->
                        counter(
                                "pattern.lines",
                                "lines that a pattern of the operator's matched",
                                tags.and("pattern", pattern),
                                n,
                                x -> x.sum()));
        counters.hosts.each(this::register);
        gauge("queue", "events that wait for the broker", inFlight, InFlight::inFlight);
        seconds(
                "lag",
                "how long the oldest of them has been waiting",
                tags,
                inFlight,
                p -> p.oldestNanos(System.nanoTime()) / NANOS);
    }

    void register(TopicReader reader) {
        gauge("behind.records", "records not read yet", reader, TopicReader::behind);
    }

    private void register(Heard heard) {
        var host = tags.and("host", heard.host().toString());
        counter("host.lines", "lines of a mail host", host, heard, Heard::lines);
        seconds(
                "host.last.line",
                "when the last line of a mail host was received, in seconds since 1970; 0 if none"
                        + " was",
                host,
                heard,
                SourceMeters::last);
        seconds(
                "host.delay",
                "how much later than its stamp says the last event was received",
                host,
                heard,
                h -> h.delay().toNanos() / NANOS);
    }

    private static double last(Heard heard) {
        var last = heard.last();
        return last == null ? 0 : last.toEpochMilli() / MILLIS;
    }

    void register(NetworkCounters counters) {
        counter(
                "unlisted",
                "datagrams and connections of senders that are not listed",
                counters,
                c -> c.unlisted.sum());
        counter(
                "handshakes.failed",
                "connections that ended in the TLS handshake",
                counters,
                c -> c.handshakesFailed.sum());
        counter("dropped", "datagrams for which there was no room", counters, c -> c.dropped.sum());
        counter(
                "kernel.dropped",
                "datagrams that the kernel dropped",
                counters,
                NetworkCounters::kernelDropped);
        counter(
                "unfinished",
                "connections that ended within a message",
                counters,
                c -> c.unfinished.sum());
        gauge("connections", "connections", counters, c -> c.connections.get());
        gauge(
                "received.bytes",
                "bytes received that wait to be read",
                counters,
                c -> c.queueBytes.get());
    }

    private <T> void counter(String name, String description, T object, ToDoubleFunction<T> value) {
        counter(name, description, tags, object, value);
    }

    private <T> void counter(
            String name, String description, Tags all, T object, ToDoubleFunction<T> value) {
        FunctionCounter.builder("popauth.ingest." + name, object, value)
                .description(description)
                .tags(all)
                .register(registry);
    }

    private <T> void gauge(String name, String description, T object, ToDoubleFunction<T> value) {
        Gauge.builder("popauth.ingest." + name, object, value)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private <T> void seconds(
            String name, String description, Tags all, T object, ToDoubleFunction<T> value) {
        Gauge.builder("popauth.ingest." + name, object, value)
                .description(description)
                .baseUnit("seconds")
                .tags(all)
                .strongReference(true)
                .register(registry);
    }
}
