package org.popauth.maillog.sendmail;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Cursor;

/// What the rules of `FEATURE(dnsbl)` say: `Rejected: ADDRESS listed at ZONE`, `Mail from ADDRESS
/// rejected by blackhole site ZONE`, `Spam blocked see: LINK`, `Rejected: IP in NAME`.
///
/// @param isOfClient true when it is the client's address that is listed
/// @param from where the zone begins
/// @param to where it ends
record Listing(boolean isOfClient, int from, int to) {

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
        if (!cursor.skip("Rejected: ") && !cursor.skip("Mail from ")) {
            return null;
        }
        int what = cursor.at();
        int whatTo = endOfWord(cursor);
        var listed = cursor.address(what, whatTo);
        cursor.moveTo(whatTo);
        boolean isListing =
                cursor.skip(" listed at ")
                        || cursor.skip(" rejected by blackhole site ")
                        || cursor.skip(" refused by blackhole site ");
        return isListing
                ? new Listing(client.equals(listed), cursor.at(), endOfWord(cursor))
                : null;
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
