package org.popauth.maillog.postfix;

import org.popauth.maillog.bytes.Cursor;

/// The SMTP stage that Postfix names in a line: `CONNECT`, `RCPT`, `END-OF-MESSAGE` …
final class Stage {

    private static final int LONGEST = 32;

    private Stage() {}

    /// Skips a stage; returns where it ends, or -1 if none stands at the cursor.
    static int skip(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int at = from;
        while (at < cursor.end() && at - from < LONGEST && isOfStage(bytes[at])) {
            at++;
        }
        if (at == from) {
            return -1;
        }
        cursor.moveTo(at);
        return at;
    }

    private static boolean isOfStage(byte b) {
        return (b >= 'A' && b <= 'Z') || b == '-' || b == '.';
    }

    /// Skips ` from `, before it perhaps how much had been received: ` (0 bytes) from `.
    static boolean skipFrom(Cursor cursor) {
        if (cursor.skip(" (")) {
            cursor.number(9);
            if (!cursor.skip(" bytes)")) {
                return false;
            }
        }
        return cursor.skip(" from ");
    }
}
