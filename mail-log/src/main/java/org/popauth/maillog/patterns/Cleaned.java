package org.popauth.maillog.patterns;

/// The bytes of a message as patterns see them: of the same length and in the same places, with `?`
/// for each byte that is a control character or is not part of UTF-8.
///
/// RE2's `.` matches neither of them, so a client could hide a line by one.
final class Cleaned {

    private Cleaned() {}

    static byte[] message(byte[] bytes, int from, int to) {
        var message = new byte[to - from];
        System.arraycopy(bytes, from, message, 0, message.length);
        int at = 0;
        while (at < message.length) {
            int length = length(message, at);
            if (length == 0) {
                message[at] = '?';
                length = 1;
            }
            at += length;
        }
        return message;
    }

    /// How long the character is that begins here; 0 if there is none.
    private static int length(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return (first < ' ' && first != '\t') || first == 0x7f ? 0 : 1;
        }
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) {
            return 0;
        }
        int point = first & (0xff >> (length + 1));
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
            point = (point << 6) | (bytes[at + i] & 0x3f);
        }
        return isCharacter(point, length) ? length : 0;
    }

    private static boolean isCharacter(int point, int length) {
        boolean overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
        boolean surrogate = point >= 0xd800 && point <= 0xdfff;
        boolean control = point < 0xa0;
        return !overlong && !surrogate && !control && point <= 0x10ffff;
    }
}
