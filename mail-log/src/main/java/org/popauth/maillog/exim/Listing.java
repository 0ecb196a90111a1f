package org.popauth.maillog.exim;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// What an access list says of a client that an RBL lists, in the words of Exim's own examples,
/// `rejected because ADDRESS is in a black list at ZONE`, `ADDRESS is listed at ZONE`, and of
/// others that are in use.
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
        " is blacklisted in ",
        " is in an RBL: ",
        " is in an RBL, see ",
        " is in an RBL (",
        " found in dnsbl ",
        " found in "
    };

    /// Words that are said of nobody but the client, if a zone follows, which has a dot.
    private static final String[] OF_CLIENT = {
        "found in ",
        "Email blocked by ",
        "Listed at ",
        "Listed in ",
        "Blacklisted at ",
        "Blacklisted in ",
        "Your host is listed in "
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
            if (!cursor.skip("rejected because ")) {
                cursor.skip("Rejected because ");
            }
            ofClient = skipWhat(cursor, client);
            if (!skipVerb(cursor)) {
                return null;
            }
        }
        int zoneFrom = cursor.at();
        return new Listing(ofClient, zoneFrom, endOfWord(cursor, zoneFrom));
    }

    /// Skips words that are said of nobody but the client.
    private static boolean skipOfClient(Cursor cursor) {
        if (cursor.skip("rejected found in dnsbl ")
                || cursor.skip("found in dnsbl ")
                || cursor.skip("Host is listed in ")
                || cursor.skip("host is listed in ")) {
            return true;
        }
        for (var words : OF_CLIENT) {
            if (skipBeforeZone(cursor, words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean skipBeforeZone(Cursor cursor, String words) {
        int zone = cursor.at() + words.length();
        boolean said =
                cursor.sees(words)
                        && Bytes.indexOf(cursor.bytes(), zone, endOfZone(cursor, zone), '.') >= 0;
        return said && cursor.skip(words);
    }

    /// Where a word ends, without a dot that ends a sentence.
    private static int endOfZone(Cursor cursor, int from) {
        int end = endOfWord(cursor, from);
        return end > from && cursor.bytes()[end - 1] == '.' ? end - 1 : end;
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
