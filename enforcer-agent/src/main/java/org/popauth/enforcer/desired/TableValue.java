package org.popauth.enforcer.desired;

import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.events.Measure;
import org.popauth.events.Printable;

/// What a Postfix table says about an address (access(5)). Always one line of printable ASCII that
/// begins with a word of ours, so that no text of anybody else is ever read as an action.
final class TableValue {

    /// Without its end: a log-in that only moves the end changes no table.
    private static final String GRANT = "OK popauth";

    private static final int REPLY_CHARS_MAX = 300;
    private static final String NO_REPLY = "Your IP address has been blacklisted by popauth";

    private TableValue() {}

    static String of(Measure measure, Standing standing) {
        return switch (measure) {
            case RELAY -> GRANT;
            case REJECT -> reply(standing);
            case DROP -> "";
        };
    }

    private static String reply(Standing standing) {
        var text = standing.reply() == null ? NO_REPLY : oneLine(standing.reply());
        if (text.matches("5[0-9][0-9]( .*)?")) {
            return text;
        }
        return "554 " + (text.isEmpty() ? NO_REPLY : text);
    }

    private static String oneLine(String text) {
        return Printable.of(text, REPLY_CHARS_MAX)
                .replaceAll("[^\\x20-\\x7e]", "?")
                .replaceAll(" +", " ")
                .strip();
    }
}
