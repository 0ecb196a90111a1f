package org.popauth.benchmarks;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.MailLogSettings;
import org.popauth.maillog.Reading;

/// How long it takes to read one line; with `-prof gc` also how much memory it takes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
public class ReadLine {

    private static final Instant RECEIVED_AT = Instant.parse("2026-03-02T00:00:00Z");

    /// Every variant, more than twice.
    private static final int LINES_CHECKED = 3000;

    /// What is measured.
    @Param public LineKind kind = LineKind.HARMLESS;

    private final MailLog mailLog =
            new MailLog(
                    new MailLogSettings(new MailHost("mx1"), ZoneOffset.UTC, 64),
                    "mx1:file:/var/log/mail.log");
    private Lines lines = new Lines(kind);

    /// Makes sure that what is measured is what it says it is.
    @Setup
    public void check() {
        lines = new Lines(kind);
        for (int i = 0; i < LINES_CHECKED; i++) {
            var said = said(read());
            if (!said.equals(kind.meaning())) {
                throw new IllegalStateException(kind + " is not what is to be measured: " + said);
            }
        }
    }

    private String said(Reading reading) {
        if (!(reading instanceof Reading.Recognised(MailEvent event))) {
            return reading.toString();
        }
        if (!event.address().toString().equals(lines.client())) {
            return "of another client: " + event.address();
        }
        return event instanceof MailEvent.Offence offence
                ? offence.kind().toString()
                : event.getClass().getSimpleName();
    }

    /// Reads the next line of the kind.
    @Benchmark
    public Reading read() {
        var line = lines.next();
        return mailLog.read(line, 0, line.length, 0, 0, RECEIVED_AT);
    }
}
