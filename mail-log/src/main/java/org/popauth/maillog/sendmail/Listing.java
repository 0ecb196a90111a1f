package org.popauth.maillog.sendmail;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Cursor;

/// What the rules of `FEATURE(dnsbl)` say: `Rejected: ADDRESS listed at ZONE`, `Mail from ADDRESS
/// rejected by blackhole site ZONE`, `Spam blocked see: LINK`, `Rejected: IP in NAME`; and, in the
/// words of many guides, `Rejected ADDRESS found in ZONE`, `Mail from ADDRESS refused - see LINK`.
///
/// @param isOfClient true when it is the client's address that is listed
/// @param from where the zone begins
/// @param to where it ends
record Listing(boolean isOfClient, int from, int to) {

    /// What stands before the address that is listed.
    private static final String[] SUBJECTS = {
        "Rejected: ", "Rejected ", "Mail from ", "Message from ", "Email from "
    };

    /// What stands behind it, before the zone or the link to it.
    private static final String[] VERBS = {
        " listed at ",
        " found in ",
        " rejected by blackhole site ",
        " refused by blackhole site ",
        " refused - see ",
        " rejected - see ",
        " blocked - see ",
        " refused; see ",
        " rejected; see ",
        " blocked; see ",
        " blocked using "
    };

    /// Reads it; null, and the cursor stays, when the words are others.
    static @Nullable Listing read(Cursor cursor, Address client) {
        int start = cursor.at();
        var listing = readAhead(cursor, client);
        cursor.moveTo(start);
        return listing;
    }

    private static @Nullable Listing readAhead(Cursor cursor, Address client) {
        if (cursor.skip("Spam blocked see: ") || cursor.skip("Rejected: IP in ")) {
            return new Listing(true, cursor.at(), endOfWord(cursor));
        }
        if (!skipAny(cursor, SUBJECTS)) {
            return null;
        }
        int what = cursor.at();
        int whatTo = endOfWord(cursor);
        var listed = cursor.address(what, whatTo);
        cursor.moveTo(whatTo);
        return skipAny(cursor, VERBS)
                ? new Listing(client.equals(listed), cursor.at(), endOfWord(cursor))
                : null;
    }

    private static boolean skipAny(Cursor cursor, String[] all) {
        for (var words : all) {
            if (cursor.skip(words)) {
                return true;
            }
        }
        return false;
    }

    private static int endOfWord(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        while (at < cursor.end() && bytes[at] != ' ' && bytes[at] != ',' && bytes[at] != ';') {
            at++;
        }
        return at;
    }
}
