package org.popauth.benchmarks.reading;

import java.util.Queue;
import org.popauth.events.Address;

/// What Postfix's smtpd and its companions write about one connection.
final class SmtpConversations {

    private static final String SMTPD = "postfix/smtpd";
    private static final String SUBMISSION = "postfix/submission/smtpd";
    private static final String CLEANUP = "postfix/cleanup";
    private static final String QMGR = "postfix/qmgr";
    private static final int QMGR_PID = 1204;
    private static final String[] ZONES = {
        "zen.example.net", "bl.example.org", "dnsbl-1.example.net"
    };
    private static final String[] UNKNOWN = {
        "Recipient address rejected: User unknown in virtual mailbox table",
        "Recipient address rejected: User unknown in local recipient table",
        "Recipient address rejected: undeliverable address: host 192.0.2.7[192.0.2.7] said: 550"
    };
    private static final String[] REASONS = {
        "authentication failure", "UGFzc3dvcmQ6", "(reason unavailable)", "VXNlcm5hbWU6"
    };

    private final Chance chance;

    SmtpConversations(Chance chance) {
        this.chance = chance;
    }

    /// A mail that is taken in and handed on.
    void accepted(Queue<Step> steps, int pid) {
        var client = client();
        connect(steps, SMTPD, pid, client);
        steps.add(
                Step.of(
                        SMTPD,
                        pid,
                        "Anonymous TLS connection established from "
                                + client
                                + ": TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)"));
        var id = chance.queueId();
        steps.add(Step.of(SMTPD, pid, id + ": client=" + client));
        queued(steps, pid, id, chance.remote());
        steps.add(
                disconnect(
                        SMTPD,
                        pid,
                        client,
                        "ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 commands=7"));
        delivered(steps, pid, id, chance.local());
    }

    /// A mail of somebody who has a password.
    void submitted(Queue<Step> steps, int pid) {
        var address = chance.address();
        var client = client(address);
        connect(steps, SUBMISSION, pid, client);
        var id = chance.queueId();
        steps.add(
                Step.event(
                        SUBMISSION,
                        pid,
                        id
                                + ": client="
                                + client
                                + ", sasl_method=PLAIN, sasl_username="
                                + chance.local(),
                        "login-succeeded",
                        address));
        queued(steps, pid, id, chance.local());
        steps.add(
                disconnect(
                        SUBMISSION,
                        pid,
                        client,
                        "ehlo=2 starttls=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=8"));
        delivered(steps, pid, id, chance.remote());
    }

    private void queued(Queue<Step> steps, int pid, String id, String sender) {
        var message =
                id
                        + ": message-id=<"
                        + chance.session()
                        + "@"
                        + "site"
                        + chance.below(999)
                        + ".example>";
        steps.add(Step.of(CLEANUP, pid + 1, message));
        steps.add(Step.of("opendkim", 933, id + ": DKIM verification successful"));
        steps.add(
                Step.of(
                        QMGR,
                        QMGR_PID,
                        id
                                + ": from=<"
                                + sender
                                + ">, size="
                                + (900 + chance.below(90_000))
                                + ", nrcpt=1 (queue active)"));
    }

    private void delivered(Queue<Step> steps, int pid, String id, String recipient) {
        boolean deferred = chance.happens(0.05);
        steps.add(
                Step.of(
                        "postfix/smtp",
                        pid + 2,
                        id
                                + ": to=<"
                                + recipient
                                + ">, relay=mx.site.example[192.0.2.25]:25, delay=0."
                                + chance.below(99)
                                + ", delays=0.02/0.01/0.1/0.2, dsn="
                                + (deferred
                                        ? "4.7.1, status=deferred (host mx.site.example[192.0.2.25] said: 451 4.7.1 Greylisted, try again (in reply to RCPT TO command))"
                                        : "2.0.0, status=sent (250 2.0.0 Ok: queued as "
                                                + chance.queueId()
                                                + ")")));
        if (!deferred) {
            steps.add(Step.of(QMGR, QMGR_PID, id + ": removed"));
        }
    }

    /// A client that an RBL lists, with one recipient or several.
    void listed(Queue<Step> steps, int pid) {
        var address = chance.address();
        var client = client(address);
        var zone = chance.oneOf(ZONES);
        var words =
                "554 5.7.1 Service unavailable; Client host ["
                        + address
                        + "] blocked using "
                        + zone
                        + "; https://www.example.net/query/ip/"
                        + address;
        connect(steps, SMTPD, pid, client);
        refused(steps, pid, client, address, "rbl-listed", words, chance.remote());
        steps.add(disconnect(SMTPD, pid, client, "ehlo=1 mail=1 rcpt=0/2 quit=1 commands=3/5"));
    }

    /// A client that names a recipient who does not exist.
    void unknown(Queue<Step> steps, int pid) {
        var address = chance.address();
        var client = client(address);
        var recipient = chance.local();
        connect(steps, SMTPD, pid, client);
        refused(
                steps,
                pid,
                client,
                address,
                "recipient-unknown",
                "550 5.1.1 <" + recipient + ">: " + chance.oneOf(UNKNOWN),
                recipient);
        steps.add(Step.of(SMTPD, pid, "lost connection after RCPT from " + client));
        steps.add(disconnect(SMTPD, pid, client, "helo=1 mail=1 rcpt=0/1 commands=2/3"));
    }

    /// A client that wants to relay.
    void relaying(Queue<Step> steps, int pid) {
        var address = chance.address();
        var client = client(address);
        var recipient = chance.remote();
        connect(steps, SMTPD, pid, client);
        refused(
                steps,
                pid,
                client,
                address,
                "relay-denied",
                "554 5.7.1 <" + recipient + ">: Relay access denied",
                recipient);
        steps.add(disconnect(SMTPD, pid, client, "helo=1 mail=1 rcpt=0/1 quit=1 commands=3/4"));
    }

    /// The same refusal for each recipient; only the first counts.
    private void refused(
            Queue<Step> steps,
            int pid,
            String client,
            Address address,
            String kind,
            String words,
            String recipient) {
        var message =
                "NOQUEUE: reject: RCPT from "
                        + client
                        + ": "
                        + words
                        + "; from=<"
                        + Hostile.sender(chance)
                        + "> to=<"
                        + recipient
                        + "> proto=ESMTP helo=<"
                        + Hostile.greeting(chance)
                        + ">";
        steps.add(Step.event(SMTPD, pid, message, kind, address));
        if (chance.happens(0.3)) {
            steps.add(Step.of(SMTPD, pid, message));
        }
    }

    /// A client that guesses passwords.
    void guessing(Queue<Step> steps, int pid) {
        var address = chance.address();
        var client = client(address);
        connect(steps, SUBMISSION, pid, client);
        int tries = 1 + chance.below(3);
        for (int i = 0; i < tries; i++) {
            steps.add(
                    Step.event(
                            SUBMISSION,
                            pid,
                            "warning: "
                                    + client
                                    + ": SASL LOGIN authentication failed: "
                                    + chance.oneOf(REASONS)
                                    + (chance.happens(0.5)
                                            ? ", sasl_username=" + Hostile.user(chance)
                                            : ""),
                            "login-failed",
                            address));
        }
        steps.add(Step.of(SUBMISSION, pid, "lost connection after AUTH from " + client));
        steps.add(
                disconnect(
                        SUBMISSION,
                        pid,
                        client,
                        "ehlo=1 auth=0/" + tries + " rset=1 commands=2/" + (tries + 2)));
    }

    /// A client that looks who is there.
    void scanning(Queue<Step> steps, int pid) {
        var address = chance.address();
        var client = client(address);
        connect(steps, SMTPD, pid, client);
        if (chance.happens(0.3)) {
            steps.add(
                    Step.event(
                            SMTPD,
                            pid,
                            "warning: non-SMTP command from "
                                    + client
                                    + ": GET / HTTP/1.1 "
                                    + Hostile.user(chance),
                            "protocol-abuse",
                            address));
        } else {
            steps.add(Step.of(SMTPD, pid, "SSL_accept error from " + client + ": lost connection"));
            steps.add(Step.of(SMTPD, pid, "lost connection after CONNECT from " + client));
        }
        steps.add(disconnect(SMTPD, pid, client, "unknown=0/1 commands=0/1"));
    }

    private void connect(Queue<Step> steps, String program, int pid, String client) {
        if (client.startsWith("unknown") && chance.happens(0.2)) {
            var address = client.substring(8, client.length() - 1);
            steps.add(
                    Step.of(
                            program,
                            pid,
                            "warning: hostname host.isp.example does not resolve to address "
                                    + address
                                    + ": Name or service not known"));
        }
        steps.add(Step.of(program, pid, "connect from " + client));
    }

    private static Step disconnect(String program, int pid, String client, String counts) {
        return Step.of(program, pid, "disconnect from " + client + " " + counts);
    }

    private String client() {
        return client(chance.address());
    }

    private String client(Address address) {
        return chance.nameOf(address) + "[" + address + "]";
    }
}
