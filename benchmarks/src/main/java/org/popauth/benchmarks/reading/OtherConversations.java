package org.popauth.benchmarks.reading;

import java.util.Queue;
import org.popauth.events.Address;

/// What postscreen, Dovecot and programs that have nothing to do with mail write.
final class OtherConversations {

    private static final String POSTSCREEN = "postfix/postscreen";
    private static final int POSTSCREEN_PID = 1187;
    private static final String DOVECOT = "dovecot";
    private static final String[] SERVICES = {"imap", "imap", "imap", "pop3"};
    private static final String[] FOREIGN = {
        "CRON|(root) CMD (test -x /usr/sbin/anacron || run-parts --report /etc/cron.hourly)",
        "CRON|pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)",
        "systemd|Started session-4711.scope - Session 4711 of User root.",
        "systemd|logrotate.service: Deactivated successfully.",
        "kernel|[UFW BLOCK] IN=eth0 OUT= MAC=02:00 SRC=203.0.113.9 DST=192.0.2.1 LEN=40 TTL=244 PROTO=TCP",
        "sshd|Failed password for invalid user admin from 203.0.113.9 port 40022 ssh2",
        "sshd|Connection closed by authenticating user root 203.0.113.9 port 40022 [preauth]",
        "spamd|spamd: connection from localhost [127.0.0.1]:47114 to port 783, fd 6",
        "spamd|spamd: clean message (-1.9/5.0) for debian-spamd:115 in 0.4 seconds, 4711 bytes.",
        "amavis|(04711-01) Passed CLEAN {RelayedInbound}, [203.0.113.9]:40022 Hits: -1.9, 412 ms",
        "named|client @0x7f 203.0.113.9#4711 (site.example): query (cache) 'site.example/A' denied",
        "postfix-policyd-spf|prepend Received-SPF: Pass (mailfrom) identity=mailfrom client-ip=203.0.113.9"
    };

    private final Chance chance;

    OtherConversations(Chance chance) {
        this.chance = chance;
    }

    /// A client that postscreen finds out.
    void screened(Queue<Step> steps) {
        var address = chance.address();
        var client = "[" + address + "]:" + (1024 + chance.below(60_000));
        screen(steps, "CONNECT from " + client + " to [192.0.2.1]:25");
        if (chance.happens(0.6)) {
            screen(
                    steps,
                    "pregreet",
                    address,
                    "PREGREET 14 after 0.0"
                            + chance.below(9)
                            + " from "
                            + client
                            + ": EHLO "
                            + Hostile.greeting(chance)
                            + "\\r\\n");
        }
        screen(
                steps,
                "dnsbl-ranked",
                address,
                "DNSBL rank " + (3 + chance.below(6)) + " for " + client);
        if (chance.happens(0.5)) {
            screen(steps, "HANGUP after 0.2 from " + client + " in tests before SMTP handshake");
        }
        screen(steps, "DISCONNECT " + client);
    }

    /// A client that postscreen lets pass.
    void passed(Queue<Step> steps) {
        var client = "[" + chance.address() + "]:" + (1024 + chance.below(60_000));
        screen(steps, "CONNECT from " + client + " to [192.0.2.1]:25");
        screen(steps, "PASS " + (chance.happens(0.8) ? "OLD " : "NEW ") + client);
    }

    private static void screen(Queue<Step> steps, String message) {
        steps.add(Step.of(POSTSCREEN, POSTSCREEN_PID, message));
    }

    private static void screen(Queue<Step> steps, String kind, Address address, String message) {
        steps.add(Step.event(POSTSCREEN, POSTSCREEN_PID, message, kind, address));
    }

    /// Somebody reads mail.
    void mailbox(Queue<Step> steps, int pid) {
        var address = chance.address();
        var user = chance.local();
        var service = chance.oneOf(SERVICES);
        var session = chance.session();
        steps.add(
                Step.event(
                        DOVECOT,
                        0,
                        service
                                + "-login: Login: user=<"
                                + user
                                + ">, method=PLAIN, rip="
                                + address
                                + ", lip=192.0.2.1, mpid="
                                + pid
                                + ", TLS, session=<"
                                + session
                                + ">",
                        "login-succeeded",
                        address));
        if (chance.happens(0.4)) {
            steps.add(
                    Step.of(
                            DOVECOT,
                            0,
                            "lmtp("
                                    + user
                                    + ")<"
                                    + pid
                                    + "><"
                                    + session
                                    + ">: sieve: msgid=<x@site.example>: stored mail into mailbox 'INBOX'"));
        }
        steps.add(
                Step.event(
                        DOVECOT,
                        0,
                        service
                                + "("
                                + user
                                + ")<"
                                + pid
                                + "><"
                                + session
                                + ">: Disconnected: Logged out in="
                                + chance.below(9999)
                                + " out="
                                + chance.below(99_999)
                                + " deleted=0 expunged=0 trashed=0 hdr_count=0 hdr_bytes=0 body_count=0 body_bytes=0",
                        "logged-out",
                        address));
    }

    /// Somebody does not get at a mailbox.
    void lockedOut(Queue<Step> steps) {
        var address = chance.address();
        int attempts = 1 + chance.below(4);
        steps.add(
                new Step(
                        DOVECOT,
                        0,
                        chance.oneOf(SERVICES)
                                + "-login: Disconnected: Connection closed (auth failed, "
                                + attempts
                                + " attempts in "
                                + 2 * attempts
                                + " secs): user=<"
                                + Hostile.user(chance)
                                + ">, method=PLAIN, rip="
                                + address
                                + ", lip=192.0.2.1, TLS, session=<"
                                + chance.session()
                                + ">",
                        "login-failed",
                        address,
                        attempts));
    }

    /// A client that does not try to log in.
    void undecided(Queue<Step> steps) {
        steps.add(
                Step.of(
                        DOVECOT,
                        0,
                        chance.oneOf(SERVICES)
                                + "-login: Disconnected: Connection closed (no auth attempts in 0 secs): user=<>, rip="
                                + chance.address()
                                + ", lip=192.0.2.1, TLS handshaking: SSL_accept() failed: error:0A00010B, session=<"
                                + chance.session()
                                + ">"));
    }

    /// anvil's account of the last minutes.
    void statistics(Queue<Step> steps, int pid) {
        var client = "(smtp:" + chance.address() + ") at Nov 23 06:52:57";
        steps.add(
                Step.of(
                        "postfix/anvil",
                        pid,
                        "statistics: max connection rate 4/60s for " + client));
        steps.add(
                Step.of("postfix/anvil", pid, "statistics: max connection count 2 for " + client));
        steps.add(
                Step.of("postfix/anvil", pid, "statistics: max cache size 12 at Nov 23 06:52:57"));
    }

    /// A line of a program that has nothing to do with mail.
    void foreign(Queue<Step> steps, int pid) {
        var line = chance.oneOf(FOREIGN);
        int bar = line.indexOf('|');
        var program = line.substring(0, bar);
        steps.add(Step.of(program, program.equals("kernel") ? 0 : pid, line.substring(bar + 1)));
    }
}
