package org.popauth.ingest;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.popauth.ingest.progress.AcknowledgedPrefix;
import org.popauth.ingest.source.SourceCounters;

/// The metrics of one source, `popauth_ingest_…`.
final class SourceMeters {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private SourceMeters() {}

    static void register(
            MeterRegistry registry,
            String source,
            SourceCounters counters,
            AcknowledgedPrefix prefix) {
        var tags = Tags.of("source", source);
        counter(registry, "lines", "lines read", tags, counters.lines);
        counter(registry, "bytes", "bytes in lines read", tags, counters.bytes);
        counter(registry, "unparsable", "lines that could not be read", tags, counters.unparsable);
        counter(registry, "cut.lines", "lines longer than the limit", tags, counters.cut);
        counter(registry, "refused", "lines of senders not believed", tags, counters.refused);
        counter(
                registry,
                "files.lost",
                "files whose rest could not be found again",
                tags,
                counters.filesLost);
        counters.eachRecognised(
                (type, n) -> counter(registry, "events", "events", tags.and("type", type), n));
        counters.eachIgnored(
                (why, n) ->
                        counter(registry, "ignored", "ignored lines", tags.and("reason", why), n));
        Gauge.builder("popauth.ingest.queue", prefix, AcknowledgedPrefix::inFlight)
                .description("events that wait for the broker's acknowledgement")
                .tags(tags)
                .register(registry);
        Gauge.builder("popauth.ingest.lag", prefix, p -> p.oldestNanos(System.nanoTime()) / NANOS)
                .description("how long the oldest of them has been waiting")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
    }

    private static void counter(
            MeterRegistry registry, String name, String description, Tags tags, LongAdder value) {
        FunctionCounter.builder("popauth.ingest." + name, value, LongAdder::sum)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
