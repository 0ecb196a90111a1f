package org.popauth.maillog.exim;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// What an access list says of a client that an RBL lists, in the words of Exim's own examples:
/// `rejected because ADDRESS is in a black list at ZONE`, `ADDRESS is listed at ZONE`.
///
/// @param isOfClient true when it is the client's address that is listed
/// @param zoneFrom where the zone begins
/// @param zoneTo where it ends
record Listing(boolean isOfClient, int zoneFrom, int zoneTo) {

    private static final String[] VERBS = {
        " is in a black list at ",
        " is in a blacklist at ",
        " is in a block list at ",
        " is listed at ",
        " is listed in ",
        " is listed by ",
        " is blacklisted at ",
        " is in an RBL: ",
        " is in an RBL, see ",
        " is in an RBL (",
        " found in dnsbl ",
        " found in "
    };

    /// Reads it; null, and the cursor stays, when the reason says something else.
    static @Nullable Listing read(Cursor cursor, Address client) {
        int start = cursor.at();
        cursor.skip('"');
        var listing = readAhead(cursor, client);
        cursor.moveTo(start);
        return listing;
    }

    private static @Nullable Listing readAhead(Cursor cursor, Address client) {
        boolean ofClient = skipOfClient(cursor);
        if (!ofClient) {
            cursor.skip("rejected because ");
            ofClient = skipWhat(cursor, client);
            if (!skipVerb(cursor)) {
                return null;
            }
        }
        int zoneFrom = cursor.at();
        return new Listing(ofClient, zoneFrom, endOfWord(cursor, zoneFrom));
    }

    /// Skips words that are said of nobody but the client. A zone has a dot.
    private static boolean skipOfClient(Cursor cursor) {
        if (cursor.skip("rejected found in dnsbl ")
                || cursor.skip("found in dnsbl ")
                || cursor.skip("Host is listed in ")
                || cursor.skip("host is listed in ")) {
            return true;
        }
        int start = cursor.at();
        if (cursor.skip("found in ")) {
            int zone = cursor.at();
            if (Bytes.indexOf(cursor.bytes(), zone, endOfWord(cursor, zone), '.') >= 0) {
                return true;
            }
            cursor.moveTo(start);
        }
        return false;
    }

    /// Skips one word, or what Exim prints of a caller; true if it is the client.
    private static boolean skipWhat(Cursor cursor, Address client) {
        if (cursor.skip("JunkMail rejected - ")) {
            var caller = Caller.read(cursor);
            return caller != null && caller.address().equals(client);
        }
        int from = cursor.at();
        cursor.moveTo(endOfWord(cursor, from));
        return client.equals(cursor.address(from, cursor.at()));
    }

    private static boolean skipVerb(Cursor cursor) {
        for (var verb : VERBS) {
            if (cursor.skip(verb)) {
                return true;
            }
        }
        return false;
    }

    private static int endOfWord(Cursor cursor, int from) {
        byte[] bytes = cursor.bytes();
        int at = from;
        while (at < cursor.end() && !endsWord(bytes[at])) {
            at++;
        }
        return at > from && Bytes.matches(bytes, at - 1, at, ":") ? at - 1 : at;
    }

    private static boolean endsWord(byte b) {
        return b == ' ' || b == '\\' || b == ';' || b == ')';
    }
}
