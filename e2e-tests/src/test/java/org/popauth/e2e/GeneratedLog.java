package org.popauth.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A mail log made from a seed: the same seed, the same lines. It mixes log-ins, all kinds of
/// refusals, lines that only make sense together, and lines that say nothing.
final class GeneratedLog {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'")
                    .withZone(ZoneOffset.UTC);

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private Instant now;
    private int pid = 1000;

    private GeneratedLog(long seed, Instant start) {
        this.random = new Random(seed);
        this.now = start;
    }

    /// Writes a log of at least this many lines, ending about now minus the time they span.
    static Path write(Path file, long seed, int lines, Instant start) throws IOException {
        var log = new GeneratedLog(seed, start);
        while (log.lines.size() < lines) {
            log.nextStory();
        }
        return Files.write(file, log.lines);
    }

    private void nextStory() {
        now = now.plusMillis(random.nextInt(900));
        pid = 1000 + random.nextInt(60000);
        switch (random.nextInt(12)) {
            case 0 -> rblListed();
            case 1 -> refusedAgain();
            case 2 -> unknownRecipients();
            case 3 -> relayDenied();
            case 4 -> forgedHelo();
            case 5 -> failedLogins();
            case 6 -> dovecotSession();
            case 7 -> twoLineLogin();
            case 8 -> forgedSender();
            default -> harmless();
        }
    }

    private String client() {
        return random.nextInt(8) == 0
                ? "2001:db8:0:" + random.nextInt(20) + "::" + (1 + random.nextInt(3))
                : "198.51.100." + (1 + random.nextInt(200));
    }

    private void smtpd(String text) {
        line("postfix/smtpd[" + pid + "]", text);
    }

    private void line(String tag, String text) {
        now = now.plusMillis(random.nextInt(40));
        lines.add(STAMP.format(now) + " mx1 " + tag + ": " + text);
    }

    private void refusal(String stage, String client, String reply, String envelope) {
        smtpd("connect from unknown[" + client + "]");
        smtpd("NOQUEUE: reject: " + stage + " from unknown[" + client + "]: " + reply + envelope);
        smtpd("disconnect from unknown[" + client + "] ehlo=1 mail=0/1 commands=1/2");
    }

    private void rblListed() {
        var client = client();
        refusal(
                "RCPT",
                client,
                "554 5.7.1 Service unavailable; Client host ["
                        + client
                        + "] blocked using rbl.example; listed",
                "; from=<a@spam.example> to=<joe@domain1.example> proto=ESMTP helo=<x>");
    }

    private void refusedAgain() {
        var client = client();
        refusal(
                "CONNECT",
                client,
                "554 5.7.1 <unknown["
                        + client
                        + "]>: Client host rejected: Your IP address has been blacklisted by"
                        + " rbl.example. Visit their website or write <postmaster> to argue. listed",
                "; proto=SMTP");
    }

    private void unknownRecipients() {
        var client = client();
        smtpd("connect from unknown[" + client + "]");
        for (int i = 0; i <= random.nextInt(4); i++) {
            var recipient = "guess" + random.nextInt(1000) + "@domain1.example";
            smtpd(
                    "NOQUEUE: reject: RCPT from unknown["
                            + client
                            + "]: 550 5.1.1 <"
                            + recipient
                            + ">: Recipient address rejected: User unknown in local recipient table;"
                            + " from=<a@b.example> to=<"
                            + recipient
                            + "> proto=ESMTP helo=<x>");
        }
        smtpd("disconnect from unknown[" + client + "] ehlo=1 mail=1 rcpt=0/3 quit=1");
    }

    private void relayDenied() {
        refusal(
                "RCPT",
                client(),
                "454 4.7.1 <x@elsewhere.example>: Relay access denied",
                "; from=<a@b.example> to=<x@elsewhere.example> proto=ESMTP helo=<x>");
    }

    private void forgedHelo() {
        refusal(
                "HELO",
                client(),
                "554 5.7.1 <domain1.example>: Helo command rejected: Your machine is not part of"
                        + " this network. Forgery is not tolerated here.",
                "; proto=SMTP helo=<domain1.example>");
    }

    private void forgedSender() {
        refusal(
                "MAIL",
                client(),
                "554 5.7.1 <fake@freemail.example>: Sender address rejected: Access denied",
                "; from=<fake@freemail.example> proto=SMTP helo=<x>");
    }

    private void failedLogins() {
        var client = client();
        smtpd("connect from unknown[" + client + "]");
        smtpd(
                "warning: unknown["
                        + client
                        + "]: SASL LOGIN authentication failed: (reason unavailable),"
                        + " sasl_username=user"
                        + random.nextInt(30));
        smtpd("disconnect from unknown[" + client + "] ehlo=1 auth=0/1 commands=1/2");
    }

    private void dovecotSession() {
        var session = Long.toHexString(random.nextLong());
        var user = "joe" + random.nextInt(20);
        line(
                "dovecot",
                "imap-login: Login: user=<"
                        + user
                        + ">, method=PLAIN, rip="
                        + client()
                        + ", lip=192.0.2.1, mpid=77, TLS, session=<"
                        + session
                        + ">");
        if (random.nextBoolean()) {
            harmless();
            line("dovecot", "imap(" + user + ")<77><" + session + ">: Logged out in=10 out=20");
        }
    }

    private void twoLineLogin() {
        int own = pid;
        line("vm-pop3d[" + own + "]", "Connect from 203.0.113." + (1 + random.nextInt(50)));
        harmless();
        line("vm-pop3d[" + own + "]", "User 'ann' of 'domain1.example' logged in");
    }

    private void harmless() {
        line("postfix/qmgr[9]", Long.toHexString(random.nextLong()) + ": removed");
        line("cron[12]", "(root) CMD (true)");
    }
}
