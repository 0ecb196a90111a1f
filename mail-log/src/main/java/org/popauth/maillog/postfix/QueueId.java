package org.popauth.maillog.postfix;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Origins;

/// What stands before many messages: `NOQUEUE: `, or the short or long id of a queue file.
final class QueueId {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 32;

    private QueueId() {}

    /// Skips one, with the colon and the blank, if it stands at the cursor.
    static boolean skip(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        int limit = Math.min(cursor.end(), at + LONGEST);
        while (at < limit && Bytes.isLetterOrDigit(bytes[at])) {
            at++;
        }
        if (at - cursor.at() < SHORTEST || !Bytes.matches(bytes, at, cursor.end(), ": ")) {
            return false;
        }
        cursor.mark(Origins.QUEUE_ID, cursor.at(), at);
        cursor.moveTo(at + 2);
        return true;
    }
}
