package org.popauth.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
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
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.MailLogSettings;
import org.popauth.maillog.Reading;

/// How long it takes to read one line, and how much memory it takes.
///
/// Each kind of line comes in many variants (other client, other process), so that neither the
/// branch predictor nor the memory of refused connections has an easy time.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ReadLine {

    private static final int VARIANTS = 1024;
    private static final Instant RECEIVED_AT = Instant.parse("2026-03-02T00:00:00Z");
    private static final MailLogSettings SETTINGS =
            new MailLogSettings(new MailHost("mx1"), ZoneOffset.UTC, 64);

    private final byte[][] harmless = new byte[VARIANTS][];
    private final byte[][] refusal = new byte[VARIANTS][];
    private final byte[][] login = new byte[VARIANTS][];
    private final byte[][] foreign = new byte[VARIANTS][];
    private final EventId id = new EventId("mx1:file:/var/log/mail.log", 0, 0);
    private MailLog mailLog = new MailLog(SETTINGS);
    private int next;

    /// Makes the lines.
    @Setup
    public void makeLines() {
        for (int i = 0; i < VARIANTS; i++) {
            var stamp = String.format(Locale.ROOT, "Mar  1 10:%02d:%02d mx1 ", i / 60 % 60, i % 60);
            var client = "203.0." + (112 + i % 4) + "." + i % 256;
            int pid = 10_000 + i;
            harmless[i] = bytes(stamp + "postfix/qmgr[" + pid + "]: 4B1C52E0A1: removed");
            foreign[i] = bytes(stamp + "CRON[" + pid + "]: (root) CMD (test -x /usr/sbin/anacron)");
            refusal[i] =
                    bytes(
                            stamp
                                    + "postfix/smtpd["
                                    + pid
                                    + "]: NOQUEUE: reject: RCPT from unknown["
                                    + client
                                    + "]: 554 5.7.1 Service unavailable; Client host ["
                                    + client
                                    + "] blocked using zen.example.net; listed;"
                                    + " from=<a@example.org> to=<b@example.com> proto=ESMTP"
                                    + " helo=<mail.example.org>");
            login[i] =
                    bytes(
                            stamp
                                    + "dovecot: imap-login: Login: user=<user"
                                    + i
                                    + ">, method=PLAIN, rip="
                                    + client
                                    + ", lip=192.0.2.1, mpid="
                                    + pid
                                    + ", TLS, session=<s"
                                    + i
                                    + ">");
        }
        mailLog = new MailLog(SETTINGS);
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    /// A line of a mail daemon that says nothing.
    @Benchmark
    public Reading harmless() {
        return read(harmless);
    }

    /// A line of another program.
    @Benchmark
    public Reading foreign() {
        return read(foreign);
    }

    /// A client that an RBL lists.
    @Benchmark
    public Reading refusal() {
        return read(refusal);
    }

    /// Somebody who logs in to read mail.
    @Benchmark
    public Reading login() {
        return read(login);
    }

    private Reading read(byte[][] lines) {
        next = next + 1 & VARIANTS - 1;
        var line = lines[next];
        return mailLog.read(line, 0, line.length, id, RECEIVED_AT);
    }
}
