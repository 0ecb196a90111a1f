package org.popauth.maillog;

import java.util.List;
import java.util.regex.Pattern;

/// What a daemon writes for a text that a client sent, where it does not write it as it came.
///
/// @param lines the lines that it is about
/// @param places the end of what stands before the text
/// @param refused what the daemon does not let through
record ClientText(Pattern lines, Pattern places, Pattern refused) {

    /// The daemons' own rules, each with the place where it is written down.
    private static final List<ClientText> RULES =
            List.of(
                    // Postfix 2.1 and later, src/smtpd/smtpd.c, helo_cmd: neuter(helo_name, ...),
                    // except in a refusal of the greeting itself with smtpd_delay_reject = no.
                    rule(
                            " postfix\\S*\\[\\d+\\]: (?!.*: (?:HELO|EHLO) from )",
                            "helo=<$",
                            "[<>()\\\\\";:@]"),
                    // The same name as the subject of a refusal that was delayed.
                    rule(
                            " postfix\\S*\\[\\d+\\]: (?!.*: (?:HELO|EHLO) from ).*: Helo command"
                                    + " rejected: ",
                            "\\d{3} [0-9.]* ?<$",
                            "[<>()\\\\\";:@]"),
                    // Dovecot, auth_username_chars: another name is refused before it is looked up,
                    // and nobody who has another one ever logs in.
                    rule(
                            "dovecot|imap|pop3|auth",
                            "(?:auth\\S* .*|auth: .*|^\\S+ +\\S+ \\S+"
                                    + " )\\w\\S*\\($|(?:imap|pop3)\\($",
                            "[^A-Za-z0-9.@_-]"),
                    rule("Login: user=|Logged in: user=", "user=<?$", "[^A-Za-z0-9.@_-]"),
                    // Postfix 3.10, log_whatsup: who has logged in, and so a name that there is.
                    rule(
                            "reject: .* sasl_(?:method|username)=",
                            " sasl_username=<?$",
                            "[^A-Za-z0-9.@_-]"),
                    // pam_unix: behind the address stands a user that the host has; with the option
                    // audit the same text as before it, which is the hole before it, too.
                    rule("pam_unix.* rhost=", "  user=$", "[^A-Za-z0-9._-]"),
                    // OpenSMTPD, smtp_session.c: strnvis(user, s->username, …, VIS_WHITE |
                    // VIS_SAFE).
                    rule("smtpd\\[\\d+\\]: ", "authentication user=$", "\\s"),
                    // mox, mlog/log.go, logfmtValue: what holds one of these is quoted, and quotes
                    // and backslashes in it are escaped then.
                    rule(" mox\\[\\d+\\]: ", " username=$", "[^!-~]|[\"=\\\\]"),
                    rule(" mox\\[\\d+\\]: ", " username=\"$", "[\"\\\\]"),
                    // JSON, RFC 8259, section 7: quotes and backslashes in a text are escaped.
                    rule("^\\{", "", "[\"\\\\]"),
                    // Zimbra, ZimbraLog.addAccountNameToContext: the name of an account that there
                    // is.
                    rule("\\] \\[name=", "\\[name=$", "[^A-Za-z0-9.@_-]"),
                    // vm-pop3d, apop.c: the line of a log-in by APOP names who is in its database.
                    rule(
                            "vm-pop3d\\[\\d+\\]: User [^ ']+ logged in with ",
                            "\\]: User $",
                            "[^A-Za-z0-9.@_-]"));

    private static ClientText rule(String lines, String places, String refused) {
        return new ClientText(
                Pattern.compile(lines), Pattern.compile(places), Pattern.compile(refused));
    }

    /// The text as it gets into a hole.
    static String asWritten(Hole hole, String text) {
        var written = text;
        for (var rule : RULES) {
            if (rule.lines.matcher(hole.of().line()).find()
                    && rule.places.matcher(hole.parts().getFirst()).find()) {
                written = rule.refused.matcher(written).replaceAll("_");
            }
        }
        return written;
    }
}
