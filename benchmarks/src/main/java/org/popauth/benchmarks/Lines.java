package org.popauth.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntFunction;

/// Log lines of one kind, in many variants, one after the other and round again.
///
/// Each time a line is taken another process has written it, so that no line looks like a
/// repetition of one that was counted before. Writing the number of the process costs a few
/// nanoseconds.
final class Lines {

    private static final int VARIANTS = 1024;
    private static final int PID_DIGITS = 7;
    private static final int PIDS = 10_000_000;
    private static final String PID = "0".repeat(PID_DIGITS);

    private final byte[][] lines = new byte[VARIANTS][];
    private final int[] pidEnds = new int[VARIANTS];
    private int next;
    private int pid = 1_000_000;

    private Lines(IntFunction<String> line) {
        for (int i = 0; i < VARIANTS; i++) {
            var text = stamp(i) + line.apply(i);
            lines[i] = text.getBytes(StandardCharsets.US_ASCII);
            pidEnds[i] = text.indexOf("[" + PID + "]") + 1 + PID_DIGITS;
        }
    }

    private static String stamp(int i) {
        return String.format(Locale.ROOT, "Mar  1 10:%02d:%02d mx1 ", i / 60 % 60, i % 60);
    }

    private static String client(int i) {
        return "203.0." + (112 + i % 4) + "." + i % 256;
    }

    /// Of a mail daemon, and says nothing.
    static Lines harmless() {
        return new Lines(_ -> "postfix/qmgr[" + PID + "]: 4B1C52E0A1: removed");
    }

    /// Of a program that has nothing to do with mail.
    static Lines foreign() {
        return new Lines(_ -> "CRON[" + PID + "]: (root) CMD (test -x /usr/sbin/anacron)");
    }

    /// An RBL lists the client.
    static Lines refusal() {
        return new Lines(
                i ->
                        "postfix/smtpd["
                                + PID
                                + "]: NOQUEUE: reject: RCPT from unknown["
                                + client(i)
                                + "]: 554 5.7.1 Service unavailable; Client host ["
                                + client(i)
                                + "] blocked using zen.example.net; listed; from=<a@example.org>"
                                + " to=<b@example.com> proto=ESMTP helo=<mail.example.org>");
    }

    /// Somebody logs in to read mail.
    static Lines login() {
        return new Lines(
                i ->
                        "dovecot["
                                + PID
                                + "]: imap-login: Login: user=<user"
                                + i
                                + ">, method=PLAIN, rip="
                                + client(i)
                                + ", lip=192.0.2.1, mpid=77, TLS, session=<s"
                                + i
                                + ">");
    }

    /// The next line.
    byte[] next() {
        next = next + 1 & VARIANTS - 1;
        pid = pid + 1 == PIDS ? 1_000_000 : pid + 1;
        var line = lines[next];
        int rest = pid;
        for (int i = 1; i <= PID_DIGITS; i++) {
            line[pidEnds[next] - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return line;
    }
}
