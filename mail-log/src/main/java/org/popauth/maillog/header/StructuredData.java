package org.popauth.maillog.header;

import org.popauth.maillog.bytes.Cursor;

/// The part of an RFC 5424 header before the message.
final class StructuredData {

    private StructuredData() {}

    /// Skips what may stand before a message in UTF-8.
    static void skipByteOrderMark(Cursor cursor) {
        int at = cursor.at();
        byte[] bytes = cursor.bytes();
        if (at + 3 <= cursor.end()
                && bytes[at] == (byte) 0xef
                && bytes[at + 1] == (byte) 0xbb
                && bytes[at + 2] == (byte) 0xbf) {
            cursor.moveTo(at + 3);
        }
    }

    /// Skips `-`, or elements in brackets in whose quoted values a backslash escapes.
    static void skip(Cursor cursor) {
        if (cursor.skip('-')) {
            return;
        }
        byte[] bytes = cursor.bytes();
        boolean quoted = false;
        boolean inside = false;
        int at = cursor.at();
        for (; at < cursor.end(); at++) {
            byte b = bytes[at];
            if (quoted && b == '\\') {
                at++;
            } else if (inside && b == '"') {
                quoted = !quoted;
            } else if (!quoted && b == '[') {
                inside = true;
            } else if (!quoted && b == ']') {
                inside = false;
            } else if (!inside) {
                break;
            }
        }
        cursor.moveTo(Math.min(at, cursor.end()));
    }
}
