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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
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
@Fork(2)
public class ReadLine {

    private static final Instant RECEIVED_AT = Instant.parse("2026-03-02T00:00:00Z");

    private final MailLog mailLog =
            new MailLog(
                    new MailLogSettings(new MailHost("mx1"), ZoneOffset.UTC, 64),
                    "mx1:file:/var/log/mail.log");
    private final Lines harmless = Lines.harmless();
    private final Lines foreign = Lines.foreign();
    private final Lines refusal = Lines.refusal();
    private final Lines login = Lines.login();

    /// Makes sure that what is measured is what it says it is, twice round.
    @Setup
    public void check() {
        for (int i = 0; i < 3000; i++) {
            expect(harmless(), "HARMLESS");
            expect(foreign(), "NOT_A_MAIL_DAEMON");
            expect(refusal(), "Recognised");
            expect(login(), "Recognised");
        }
    }

    private static void expect(Reading reading, String beginning) {
        if (!reading.toString().startsWith(beginning)) {
            throw new IllegalStateException("not what is to be measured: " + reading);
        }
    }

    /// A line of a mail daemon that says nothing.
    @Benchmark
    public Reading harmless() {
        return read(harmless.next());
    }

    /// A line of a program that has nothing to do with mail.
    @Benchmark
    public Reading foreign() {
        return read(foreign.next());
    }

    /// A client that an RBL lists.
    @Benchmark
    public Reading refusal() {
        return read(refusal.next());
    }

    /// Somebody who logs in to read mail.
    @Benchmark
    public Reading login() {
        return read(login.next());
    }

    private Reading read(byte[] line) {
        return mailLog.read(line, 0, line.length, 0, 0, RECEIVED_AT);
    }
}
