package org.popauth.decision.policy;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Printable;

/// The text that Postfix answers a rejected client with, in popAuth3's wording; ingest-service
/// knows a client that comes back by it.
///
/// It goes into a Postfix table and onto the wire, so it is one line of printable ASCII.
final class Reply {

    private static final int CHARS_MAX = 400;
    private static final int ZONE_CHARS_MAX = 253;

    private final String postmaster;

    Reply(String postmaster) {
        this.postmaster = postmaster;
    }

    String to(Offences.Committed offence, String why) {
        var zone = offence.zone();
        return zone == null ? ofRule(why) : ofZone(zone, wordsOf(zone, offence.text()));
    }

    private String ofZone(String zone, String words) {
        return safe(
                "554 Your IP address has been blacklisted by "
                        + zone
                        + ". Visit their website or write <"
                        + postmaster
                        + "> to argue. "
                        + words);
    }

    String ofRule(String why) {
        return safe(
                "554 Your IP address has been blacklisted by this mail server. Write <"
                        + postmaster
                        + "> to argue. "
                        + why);
    }

    /// What the RBL itself says: the end of the server's reply.
    private static String wordsOf(String zone, @Nullable String text) {
        if (text == null) {
            return "";
        }
        var using = "blocked using " + zone;
        int at = text.indexOf(using);
        var words = at < 0 ? text : text.substring(at + using.length());
        return words.replaceFirst("^[;:. ]+", "");
    }

    /// A zone's name if it is one; what else a line calls a zone is none.
    static @Nullable String zone(@Nullable String text) {
        return text == null
                        || text.isEmpty()
                        || text.length() > ZONE_CHARS_MAX
                        || !text.matches("[A-Za-z0-9._=\\[\\];-]+")
                ? null
                : text;
    }

    private static String safe(String text) {
        var printable = Printable.of(text, CHARS_MAX).strip();
        var ascii = new StringBuilder(printable.length());
        for (int i = 0; i < printable.length(); i++) {
            char c = printable.charAt(i);
            ascii.append(c < 0x7f ? c : '?');
        }
        return ascii.toString();
    }
}
