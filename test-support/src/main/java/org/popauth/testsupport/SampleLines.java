package org.popauth.testsupport;

import java.util.List;

/// Lines of mail logs as mail servers write them, without line ends, with documentation addresses.
///
/// The mail host is `mx1`; every client has its own address, named beside it.
public final class SampleLines {

    /// 203.0.113.9 is on an RBL.
    public static final String RBL_LISTED =
            line(
                    "06:52:05",
                    "NOQUEUE: reject: RCPT from host.example.net[203.0.113.9]: 554 5.7.1 Service"
                            + " unavailable; Client host [203.0.113.9] blocked using rbl.example;"
                            + " Listed, see http://rbl.example/q?ip=203.0.113.9;"
                            + " from=<a@other.example> to=<ok@example.org> proto=SMTP"
                            + " helo=<client.example>");

    /// 203.0.113.66 is in the cache of refusals, and came back.
    public static final String REFUSED_AGAIN =
            line(
                    "06:52:06",
                    "NOQUEUE: reject: RCPT from unknown[203.0.113.66]: 554 5.7.1"
                            + " <unknown[203.0.113.66]>: Client host rejected: Your IP address has"
                            + " been blacklisted by rbl.example. Visit their website or write"
                            + " <postmaster> to argue. Listed; from=<a@other.example>"
                            + " to=<ok@example.org> proto=SMTP helo=<client.example>");

    /// 203.0.113.10 sent as a freemail user.
    public static final String SENDER_FORGED =
            line(
                    "06:52:07",
                    "NOQUEUE: reject: RCPT from unknown[203.0.113.10]: 554 5.7.1"
                            + " <joe@freemail.example>: Sender address rejected: Access denied;"
                            + " from=<joe@freemail.example> to=<ok@example.org> proto=SMTP"
                            + " helo=<client.example>");

    /// 203.0.113.11 wrote to an address that only spammers know.
    public static final String RECIPIENT_FORGED =
            line(
                    "06:52:08",
                    "NOQUEUE: reject: RCPT from unknown[203.0.113.11]: 554 5.7.1"
                            + " <info@example.org>: Recipient address rejected: Access denied;"
                            + " from=<a@other.example> to=<info@example.org> proto=SMTP"
                            + " helo=<client.example>");

    /// 203.0.113.12 greeted with our own name.
    public static final String HELO_FORGED =
            line(
                    "06:52:09",
                    "NOQUEUE: reject: RCPT from unknown[203.0.113.12]: 554 5.7.1 <example.org>:"
                            + " Helo command rejected: Your machine is not part of this network."
                            + " Forgery is not tolerated here.; from=<a@other.example>"
                            + " to=<ok@example.org> proto=SMTP helo=<example.org>");

    /// 203.0.113.13 guessed a recipient.
    public static final String RECIPIENT_UNKNOWN =
            line(
                    "06:52:10",
                    "NOQUEUE: reject: RCPT from unknown[203.0.113.13]: 550 5.1.1"
                            + " <guess@example.org>: Recipient address rejected: User unknown in"
                            + " local recipient table; from=<a@other.example>"
                            + " to=<guess@example.org> proto=ESMTP helo=<client.example>");

    /// 203.0.113.14 tried to relay.
    public static final String RELAY_DENIED =
            line(
                    "06:52:11",
                    "NOQUEUE: reject: RCPT from unknown[203.0.113.14]: 554 5.7.1"
                            + " <x@elsewhere.example>: Relay access denied; from=<a@other.example>"
                            + " to=<x@elsewhere.example> proto=ESMTP helo=<client.example>");

    /// 2001:db8:1::25 tried to relay.
    public static final String RELAY_DENIED_IPV6 =
            line(
                    "06:52:12",
                    "NOQUEUE: reject: RCPT from unknown[2001:db8:1::25]: 554 5.7.1"
                            + " <x@elsewhere.example>: Relay access denied; from=<a@other.example>"
                            + " to=<x@elsewhere.example> proto=ESMTP helo=<client.example>");

    /// 203.0.113.15 failed to log in for submission.
    public static final String SUBMISSION_LOGIN_FAILED =
            "Nov 23 06:52:13 mx1 postfix/submission/smtpd[5830]: warning:"
                    + " unknown[203.0.113.15]: SASL LOGIN authentication failed:"
                    + " authentication failure";

    /// 192.0.2.20 logged in by POP3 (Dovecot 2.3).
    public static final String POP3_LOGIN =
            "Nov 23 06:52:14 mx1 dovecot: pop3-login: Login: user=<tony@example.org>,"
                    + " method=PLAIN, rip=192.0.2.20, lip=192.0.2.1, mpid=3147, TLS,"
                    + " session=<3EQSIZLnDsM9xTGS>";

    /// 192.0.2.21 logged in by IMAP (Dovecot 2.4).
    public static final String IMAP_LOGIN =
            "Nov 23 06:52:15 mx1 dovecot: imap-login: Logged in: user=<mary@example.org>,"
                    + " method=PLAIN, rip=192.0.2.21, lip=192.0.2.1, mpid=3148, TLS,"
                    + " session=<q454Xu/vMwBZApgg>";

    /// 203.0.113.16 failed to log in by POP3.
    public static final String POP3_LOGIN_FAILED =
            "Nov 23 06:52:16 mx1 dovecot: pop3-login: Disconnected (auth failed, 1 attempts in 2"
                    + " secs): user=<ivo@example.org>, method=PLAIN, rip=203.0.113.16,"
                    + " lip=192.0.2.1, TLS: Disconnected, session=<q455Xu/vMwBZApgg>";

    /// 203.0.113.17 says that 198.51.100.9 did something; only 203.0.113.17 did.
    public static final String FORGED_TEXT =
            line(
                    "06:52:17",
                    "NOQUEUE: reject: RCPT from unknown[203.0.113.17]: 554 5.7.1"
                            + " <x@elsewhere.example>: Relay access denied; from=<\"a b;"
                            + " to=<x@y> proto=SMTP helo=<[198.51.100.9]\"@evil.example>"
                            + " to=<x@elsewhere.example> proto=SMTP helo=<client.example>");

    /// Nothing happened.
    public static final String HARMLESS =
            "Nov 23 06:52:18 mx1 postfix/smtpd[5820]: connect from host.example.net[203.0.113.9]";

    private SampleLines() {}

    /// One line of each of the seven refusals of popAuth3.
    public static List<String> sevenRefusals() {
        return List.of(
                RBL_LISTED,
                REFUSED_AGAIN,
                SENDER_FORGED,
                RECIPIENT_FORGED,
                HELO_FORGED,
                RECIPIENT_UNKNOWN,
                RELAY_DENIED);
    }

    private static String line(String time, String message) {
        return "Nov 23 " + time + " mx1 postfix/smtpd[5820]: " + message;
    }
}
