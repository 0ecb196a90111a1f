package org.popauth.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.popauth.cli.terminal.Terminal;

/// Runs the usual commands once, for nothing but that the JVM sees which classes they load and
/// writes them down (`-XX:DumpLoadedClassList`): the program then starts a third faster.
final class Training {

    private static final String LINES =
            """
            Mar  1 10:00:00 mx1 postfix/qmgr[1]: 4B1C52E0A1: removed
            Mar  1 10:00:01 mx1 postfix/smtpd[2]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: \
            554 5.7.1 <b@example.net>: Relay access denied; from=<a@example.org> \
            to=<b@example.net> proto=ESMTP helo=<mail.example.org>
            Mar  1 10:00:02 mx1 dovecot: imap-login: Login: user=<u>, method=PLAIN, \
            rip=192.0.2.8, lip=192.0.2.1, mpid=3, TLS, session=<s>
            Mar  1 10:00:03 mx1 postfix/anvil[4]: statistics: max cache size 1
            Mar  1 10:00:04 mx1 sshd[5]: Connection closed by 192.0.2.9 port 40022
            """;

    /// A port of this machine on which nothing ever answers.
    private static final String NOWHERE = "http://127.0.0.1:1";

    private Training() {}

    /// Runs the commands; what they say goes nowhere.
    public static void main(String[] args) {
        run("help");
        run("explain", "--output", "jsonl");
        run("explain");
        run("explain", "--summary");
        run("list", "--url", NOWHERE);
        run("show", "192.0.2.7", "--url", NOWHERE);
        run("ban", "192.0.2.7", "--for", "1h", "--reason", "training", "--url", NOWHERE);
    }

    private static void run(String... command) {
        var nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        var lines = new ByteArrayInputStream(LINES.getBytes(StandardCharsets.UTF_8));
        Popauth.run(
                new Terminal(lines, nowhere, nowhere, false, 0, false), Clock.systemUTC(), command);
    }
}
