package org.popauth.maillog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads any bytes as messages of one program or another, under one header or another.
///
/// Public, with this method, because Jazzer calls it.
public final class MessageFuzz {

    /// A line's first byte says which of these it is of.
    static final List<String> PROGRAMS =
            List.of(
                    "postfix/smtpd",
                    "postfix/submission/smtpd",
                    "postfix/postscreen",
                    "postfix/cleanup",
                    "postfix",
                    "postfix/anvil",
                    "postfix/dnsblog",
                    "exim",
                    "sm-mta",
                    "sendmail",
                    "dovecot",
                    "imap-login",
                    "pop3-login",
                    "managesieve-login",
                    "dovecot-auth",
                    "auth",
                    "imap",
                    "pop3",
                    "imapd",
                    "imapd-ssl",
                    "imaplogin",
                    "imaps",
                    "pop3d",
                    "pop3d-ssl",
                    "pop3login",
                    "courierpop3login",
                    "ipop3d",
                    "ipop2d",
                    "gnu-pop3d",
                    "popper",
                    "in.qpopper",
                    "qpopper",
                    "cyrus/imap",
                    "cyrus/pop3",
                    "cyrus/sieve",
                    "vpopmail",
                    "vchkpw-pop3",
                    "vm-pop3d",
                    "popa3d",
                    "spop3d",
                    "solid-pop3d",
                    "cucipop",
                    "teapop",
                    "perdition",
                    "perdition.imaps",
                    "smtpd",
                    "courieresmtpd",
                    "qmail",
                    "amavis",
                    "nginx",
                    "apple-imap",
                    "stalwart",
                    "zimbra",
                    "roundcube",
                    "sogod",
                    "horde",
                    "snappymail",
                    "squirrelmail",
                    "modoboa.auth",
                    "kerio",
                    "maddy",
                    "mox",
                    "domino",
                    "assp",
                    "axigen",
                    "oracleims",
                    "last");

    /// A line's second byte says which of these stands before it.
    private static final List<String> HEADERS =
            List.of(
                    "Nov 23 06:52:57 mx1 %s[815]: ",
                    "Nov  3 06:52:57 mx1 %s: ",
                    "<22>Nov 23 06:52:57 mx1 %s[815]: ",
                    "2026-11-23T06:52:57.459060+00:00 mx1 %s[815]: ",
                    "<22>2026-11-23T06:52:57Z mx1 %s[815]: ",
                    "<22>1 2026-11-23T06:52:57.459060+00:00 mx1 %s 815 - -  ",
                    "<22>1 2026-11-23T06:52:57Z mx1 %s 815 - [a b=\"c\"] ",
                    "Nov 23 06:52:57 %s: ");

    private MessageFuzz() {}

    /// Reads the input with headers put before its lines.
    public static void fuzzerTestOneInput(byte[] input) {
        var lines = new ByteArrayOutputStream();
        int from = 0;
        while (from + 2 <= input.length) {
            int to = from + 2;
            while (to < input.length && input[to] != '\n') {
                to++;
            }
            var header = chosen(HEADERS, input[from + 1]).formatted(chosen(PROGRAMS, input[from]));
            lines.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
            lines.write(input, from + 2, to - from - 2);
            lines.write('\n');
            from = to + 1;
        }
        MailLogFuzz.fuzzerTestOneInput(lines.toByteArray());
    }

    private static String chosen(List<String> of, byte by) {
        return of.get(Math.floorMod(by - '0', of.size()));
    }
}
