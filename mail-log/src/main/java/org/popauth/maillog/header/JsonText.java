package org.popauth.maillog.header;

import java.util.Arrays;
import org.popauth.maillog.bytes.Cursor;

/// The text of a JSON string (RFC 8259, section 7) in bytes of UTF-8.
final class JsonText {

    private static final int REPLACEMENT = 0xfffd;

    private byte[] bytes = new byte[1024];
    private int length;

    /// Reads the string whose opening quote the cursor is behind, over what was there before; false
    /// when it does not end.
    boolean read(Cursor cursor) {
        clear();
        return readOn(cursor);
    }

    /// The same, behind what was read before.
    boolean readOn(Cursor cursor) {
        while (!cursor.atEnd()) {
            int next = cursor.peek();
            cursor.moveTo(cursor.at() + 1);
            if (next == '"') {
                return true;
            }
            if (next != '\\') {
                append((byte) next);
            } else if (!readEscape(cursor)) {
                return false;
            }
        }
        return false;
    }

    private boolean readEscape(Cursor cursor) {
        int escaped = cursor.peek();
        cursor.moveTo(cursor.at() + 1);
        switch (escaped) {
            case '"', '\\', '/' -> append((byte) escaped);
            case 'n' -> append((byte) '\n');
            case 'r' -> append((byte) '\r');
            case 't' -> append((byte) '\t');
            case 'b' -> append((byte) '\b');
            case 'f' -> append((byte) '\f');
            case 'u' -> {
                return readUnicode(cursor);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean readUnicode(Cursor cursor) {
        int unit = fourDigits(cursor);
        if (unit < 0) {
            return false;
        }
        if (unit < 0xd800 || unit > 0xdfff) {
            appendUtf8(unit);
            return true;
        }
        int start = cursor.at();
        int low = unit < 0xdc00 && cursor.skip("\\u") ? fourDigits(cursor) : -1;
        if (low >= 0xdc00 && low <= 0xdfff) {
            appendUtf8(Character.toCodePoint((char) unit, (char) low));
        } else {
            cursor.moveTo(start);
            appendUtf8(REPLACEMENT);
        }
        return true;
    }

    private static int fourDigits(Cursor cursor) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = cursor.atEnd() ? -1 : Character.digit(cursor.peek(), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
            cursor.moveTo(cursor.at() + 1);
        }
        return value;
    }

    private void appendUtf8(int point) {
        if (point < 0x80) {
            append((byte) point);
            return;
        }
        if (point < 0x800) {
            append((byte) (0xc0 | point >> 6));
        } else {
            if (point < 0x10000) {
                append((byte) (0xe0 | point >> 12));
            } else {
                append((byte) (0xf0 | point >> 18));
                append((byte) (0x80 | point >> 12 & 0x3f));
            }
            append((byte) (0x80 | point >> 6 & 0x3f));
        }
        append((byte) (0x80 | point & 0x3f));
    }

    void append(byte b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = b;
    }

    void clear() {
        length = 0;
    }

    void append(byte[] more, int from, int to) {
        for (int i = from; i < to; i++) {
            append(more[i]);
        }
    }

    /// Takes off what stands behind so many bytes.
    void cut(int to) {
        length = to;
    }

    /// Takes off the line end; false when there is none.
    boolean skipNewline() {
        int to = length;
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
            length--;
        }
        return length < to;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
