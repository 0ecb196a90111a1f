package org.popauth.maillog.qmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Reads whom spamdyke, a filter before qmail, refused for good: `DENIED_RBL_MATCH from: sender to:
/// recipient origin_ip: ADDRESS origin_rdns: name auth: user …`.
///
/// What the client says stands before the address and behind it. So a line is not believed in which
/// a second place looks like the address.
final class Spamdyke {

    private static final String BEFORE_ADDRESS = " origin_ip: ";

    private Spamdyke() {}

    static Outcome read(Line line, Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int start = cursor.at();
        int from = cursor.find(" from: ");
        int place = cursor.find(BEFORE_ADDRESS);
        if (from < 0 || place < from || Bytes.indexOf(bytes, place + 1, end, BEFORE_ADDRESS) >= 0) {
            return HARMLESS;
        }
        int addressFrom = place + BEFORE_ADDRESS.length();
        int addressTo = Bytes.indexOf(bytes, addressFrom, end, ' ');
        var address = addressTo < 0 ? null : cursor.address(addressFrom, addressTo);
        var what = line.word(start, from);
        if (address == null) {
            return HARMLESS;
        }
        if (what.equals("FAILED_AUTH")) {
            return line.loginFailed(address, null, "smtp", what, 1);
        }
        var kind = kind(what);
        return kind == null
                ? HARMLESS
                : line.offence(kind, address, Details.ofText(line.text(start, place)));
    }

    private static @Nullable OffenceKind kind(String what) {
        return switch (what) {
            case "DENIED_RBL_MATCH", "DENIED_RHSBL_MATCH" -> OffenceKind.RBL_LISTED;
            case "DENIED_RELAYING" -> OffenceKind.RELAY_DENIED;
            case "DENIED_INVALID_RECIPIENT" -> OffenceKind.RECIPIENT_UNKNOWN;
            case "DENIED_EARLYTALKER" -> OffenceKind.PROTOCOL_ABUSE;
            case "DENIED_BLACKLIST_IP",
                    "DENIED_BLACKLIST_NAME",
                    "DENIED_HEADER_BLACKLISTED",
                    "DENIED_IDENTICAL_SENDER_RECIPIENT",
                    "DENIED_IP_IN_CC_RDNS",
                    "DENIED_IP_IN_RDNS",
                    "DENIED_RECIPIENT_BLACKLISTED",
                    "DENIED_SENDER_BLACKLISTED",
                    "DENIED_UNQUALIFIED_RECIPIENT" ->
                    OffenceKind.CONTENT_REFUSED;
            default -> null;
        };
    }
}
