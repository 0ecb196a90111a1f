package org.popauth.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.function.Supplier;
import org.popauth.ingest.checkpoint.CheckpointDirectory;
import org.popauth.ingest.checkpoint.SourceProgress;
import org.popauth.ingest.file.FileReader;
import org.popauth.ingest.journal.ExportSplitter;
import org.popauth.ingest.journal.JournalSettings;
import org.popauth.ingest.journal.JsonSplitter;
import org.popauth.ingest.journalctl.JournalReader;
import org.popauth.ingest.line.LineSplitter;
import org.popauth.ingest.line.Splitter;
import org.popauth.ingest.listener.NetworkReader;
import org.popauth.ingest.network.NetworkCounters;
import org.popauth.ingest.progress.AcknowledgedPrefix;
import org.popauth.ingest.progress.Mark;
import org.popauth.ingest.publish.BrokerSettings;
import org.popauth.ingest.source.LineIntake;
import org.popauth.ingest.source.Outlet;
import org.popauth.ingest.source.SourceCounters;
import org.popauth.ingest.source.SourceReader;
import org.popauth.ingest.source.SourceSetup;
import org.popauth.ingest.source.SourceSpec;
import org.popauth.ingest.source.SourceStatus;
import org.popauth.ingest.stream.PipeReader;
import org.popauth.ingest.stream.StandardInputReader;
import org.popauth.ingest.topic.Intakes;
import org.popauth.ingest.topic.TopicReader;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.MailLogSettings;
import org.popauth.maillog.patterns.Patterns;

/// Puts together what reads a source.
final class OpenSources {

    private final IngestConfig config;
    private final Patterns patterns;
    private final BrokerSettings broker;
    private final CheckpointDirectory checkpoints;
    private final Outlet outlet;
    private final MeterRegistry registry;
    private final IngestClock clock;
    private final Vertx vertx;

    /// What sources have in common.
    ///
    /// @param outlet takes their events
    record Around(
            BrokerSettings broker,
            CheckpointDirectory checkpoints,
            Outlet outlet,
            MeterRegistry registry,
            Vertx vertx) {}

    OpenSources(IngestConfig config, Patterns patterns, Around around) {
        this.config = config;
        this.patterns = patterns;
        this.broker = around.broker();
        this.checkpoints = around.checkpoints();
        this.outlet = around.outlet();
        this.registry = around.registry();
        this.vertx = around.vertx();
        this.clock = IngestClock.of(config);
    }

    RunningSource open(SourceSpec spec) {
        var progress = progress(spec);
        var counters = new SourceCounters(patterns.names());
        var status = new SourceStatus();
        var mailLog =
                new MailLogSettings(spec.host(), spec.zone(), config.ipv6PrefixLength())
                        .with(patterns);
        var intakes = new IntakesOf(mailLog, counters);
        var setup =
                new SourceSetup(
                        progress,
                        intakes.intake(spec.id(), progress.prefix()),
                        status,
                        counters,
                        clock.real(),
                        config.lineBytesMax(),
                        splitters(spec),
                        config.pollInterval());
        var reader = reader(spec, setup, mailLog, intakes);
        var inFlight = reader instanceof TopicReader topic ? topic.inFlight() : progress.prefix();
        new SourceMeters(registry, spec.name()).register(counters, inFlight);
        return new RunningSource(spec, progress, inFlight, counters, status, reader);
    }

    /// What takes the lines of a source, or of a part of it.
    private final class IntakesOf implements Intakes {

        private final MailLogSettings mailLog;
        private final SourceCounters counters;

        IntakesOf(MailLogSettings mailLog, SourceCounters counters) {
            this.mailLog = mailLog;
            this.counters = counters;
        }

        @Override
        public AcknowledgedPrefix prefix(Mark start) {
            return new AcknowledgedPrefix(start, config.inFlightMax());
        }

        @Override
        public LineIntake intake(String source, AcknowledgedPrefix prefix) {
            return new LineIntake(
                    source,
                    () -> new MailLog(mailLog, source),
                    clock.receipt(),
                    counters,
                    prefix,
                    outlet);
        }
    }

    private Supplier<Splitter> splitters(SourceSpec spec) {
        var source = config.sources().get(spec.name());
        var format = source == null ? IngestConfig.Format.LINES : source.format();
        int max = config.lineBytesMax();
        var host = spec.host().toString();
        if (source == null || format == IngestConfig.Format.LINES) {
            return () -> new LineSplitter(max);
        }
        var senders = JournalSettings.senders(source);
        return format == IngestConfig.Format.JOURNAL_JSON
                ? () -> new JsonSplitter(senders, host, max)
                : () -> new ExportSplitter(senders, host, max);
    }

    private SourceProgress progress(SourceSpec spec) {
        try {
            return new SourceProgress(
                    spec.name(), spec.id(), checkpoints, clock.real(), config.inFlightMax());
        } catch (IOException e) {
            throw new BadSetting(
                    "ingest.checkpoint-dir",
                    config.checkpointDir(),
                    String.valueOf(e.getMessage()));
        }
    }

    private SourceReader reader(
            SourceSpec spec, SourceSetup setup, MailLogSettings mailLog, Intakes intakes) {
        return switch (spec) {
            case SourceSpec.LogFile file -> new FileReader(file, setup);
            case SourceSpec.NamedPipe pipe -> new PipeReader(pipe, setup);
            case SourceSpec.Journal journal -> new JournalReader(journal, setup);
            case SourceSpec.StandardInput in -> new StandardInputReader(System.in, setup);
            case SourceSpec.Topic topic -> topic(topic, setup, mailLog, intakes);
            case SourceSpec.Syslog syslog -> listener(syslog, setup, mailLog);
        };
    }

    private SourceReader topic(
            SourceSpec.Topic spec, SourceSetup setup, MailLogSettings mailLog, Intakes intakes) {
        var reader =
                new TopicReader(spec, setup, mailLog, intakes, broker, config.checkpointEvery());
        new SourceMeters(registry, spec.name()).register(reader);
        return reader;
    }

    private SourceReader listener(
            SourceSpec.Syslog spec, SourceSetup setup, MailLogSettings mailLog) {
        var counters = new NetworkCounters();
        new SourceMeters(registry, spec.name()).register(counters);
        return new NetworkReader(spec, setup, counters, mailLog, vertx);
    }
}
