package org.popauth.ingest.journal;

import java.nio.charset.StandardCharsets;

/// The text of a line that is being written, in a buffer that is used again and again.
final class LineText {

    private static final long MICROS = 1_000_000;
    private static final long DAY_SECONDS = 86_400;

    private final byte[] bytes;
    private int length;

    /// @param max the longest text; more is left out
    LineText(int max) {
        bytes = new byte[max];
    }

    void clear() {
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    LineText put(char c) {
        if (length < bytes.length) {
            bytes[length++] = (byte) c;
        }
        return this;
    }

    LineText put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
        return this;
    }

    /// Writes one word: what is no visible character becomes `_`.
    LineText word(byte[] from, int size) {
        for (int i = 0; i < size; i++) {
            put((char) (from[i] > ' ' && from[i] != 0x7f ? from[i] & 0xff : '_'));
        }
        return this;
    }

    /// Writes a text; control characters become `#` and three octal digits, as rsyslog does it.
    ///
    /// @return false when there was no room for all
    boolean text(byte[] from, int size) {
        for (int i = 0; i < size; i++) {
            int c = from[i] & 0xff;
            boolean control = c < ' ' || c == 0x7f;
            if (length + (control ? 4 : 1) > bytes.length) {
                return false;
            }
            if (control) {
                put('#').put(digit(c >> 6)).put(digit(c >> 3 & 7)).put(digit(c & 7));
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return true;
    }

    LineText number(long number) {
        return put(Long.toString(number));
    }

    /// Writes a time as `2026-11-23T06:52:57.459060Z`.
    ///
    /// @param micros since 1970
    LineText time(long micros) {
        long second = Math.floorDiv(micros, MICROS);
        date(Math.floorDiv(second, DAY_SECONDS));
        int ofDay = (int) Math.floorMod(second, DAY_SECONDS);
        put('T').digits(ofDay / 3600, 2).put(':').digits(ofDay / 60 % 60, 2);
        put(':').digits(ofDay % 60, 2).put('.');
        return digits((int) Math.floorMod(micros, MICROS), 6).put('Z');
    }

    /// Howard Hinnant's `civil_from_days`: years begin in March, so that 29 February is their end.
    private void date(long days) {
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int ofEra = (int) (shifted - era * 146_097);
        int year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * year + year / 4 - year / 100);
        int month = (5 * ofYear + 2) / 153;
        int day = ofYear - (153 * month + 2) / 5 + 1;
        int civil = month < 10 ? month + 3 : month - 9;
        digits((int) (era * 400 + year + (civil <= 2 ? 1 : 0)), 4);
        put('-').digits(civil, 2).put('-').digits(day, 2);
    }

    private LineText digits(int number, int width) {
        int power = 1;
        for (int i = 1; i < width; i++) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            put(digit(number / power % 10));
        }
        return this;
    }

    private static char digit(int value) {
        return (char) ('0' + value);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
