package org.popauth.maillog.postfix;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// Finds the end of what a reply is about: `<X>: ` before the server's words.
///
/// X may be an address of mail or a greeting, and with it any text, also text that looks like the
/// server's words. But Postfix prints X twice, here and in the [Envelope]: where both agree is
/// where X ends. If several places agree, the last one counts; if none does (addresses were
/// rewritten, or somebody edited the log), the first.
final class Subject {

    /// A line with more places than that is not looked at any further.
    private static final int PLACES_MAX = 64;

    private static final String END = ">: ";

    private final byte[] bytes;
    private final int from;
    private final int end;
    private final Envelope envelope;

    private Subject(Cursor cursor, Envelope envelope) {
        this.bytes = cursor.bytes();
        this.from = cursor.at() + 1;
        this.end = cursor.end();
        this.envelope = envelope;
    }

    /// Moves the cursor behind the subject, if there is one; false, and it stays, when the server's
    /// words do not follow.
    static boolean skip(Cursor cursor, Peer peer, Envelope envelope) {
        if (cursor.skip(": ") || Phrase.at(cursor.bytes(), cursor.at(), cursor.end()) != null) {
            return true;
        }
        if (cursor.peek() != '<') {
            return false;
        }
        int place = new Subject(cursor, envelope).find(peer);
        if (place < 0) {
            return false;
        }
        cursor.moveTo(place + END.length());
        return true;
    }

    private int find(Peer peer) {
        int first = Bytes.indexOf(bytes, from, end, END);
        int agreed = -1;
        int places = 0;
        for (int at = first;
                at >= 0 && places < PLACES_MAX;
                at = Bytes.indexOf(bytes, at + 1, end, END)) {
            var phrase = Phrase.at(bytes, at + END.length(), end);
            if (phrase != null) {
                places++;
                agreed = agrees(phrase, at) ? at : agreed;
            }
        }
        if (agreed >= 0) {
            return agreed;
        }
        int client = endOfClient(peer);
        return client >= 0 ? client : first;
    }

    /// Where the client's own name and address end, printed here as after the stage; -1 if the
    /// subject is something else.
    private int endOfClient(Peer peer) {
        int length = peer.to() - peer.from();
        boolean isClient =
                Bytes.same(bytes, peer.from(), from, length)
                        && Bytes.matches(bytes, from + length, end, END);
        return isClient ? from + length : -1;
    }

    private boolean agrees(Phrase phrase, int place) {
        return switch (phrase) {
            case SENDER -> senderAgrees(place);
            case HELO -> isSame(place, envelope.heloFrom(), envelope.heloTo());
            case RECIPIENT, RELAY, UNKNOWN -> recipientAgrees(place);
            case CLIENT, REVERSE_NAME, DATA, END_OF_DATA, ETRN -> false;
        };
    }

    private boolean isSame(int place, int copyFrom, int copyTo) {
        return copyFrom >= 0
                && copyTo - copyFrom == place - from
                && Bytes.same(bytes, from, copyFrom, copyTo - copyFrom);
    }

    private boolean recipientAgrees(int place) {
        int length = place - from;
        int copy = envelope.recipientTo() - length;
        return envelope.recipientTo() >= 0
                && copy > place
                && Bytes.matches(bytes, copy - 5, end, " to=<")
                && Bytes.same(bytes, from, copy, length);
    }

    private boolean senderAgrees(int place) {
        int sender = Bytes.indexOf(bytes, place, end, "; from=<");
        int copy = sender + 8;
        int length = place - from;
        return sender >= 0
                && copy + length < end
                && Bytes.same(bytes, from, copy, length)
                && bytes[copy + length] == '>';
    }
}
