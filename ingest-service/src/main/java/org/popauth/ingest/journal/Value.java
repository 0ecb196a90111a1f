package org.popauth.ingest.journal;

import java.nio.charset.StandardCharsets;

/// The value of a field, up to a limit, in a buffer that is used again and again.
final class Value {

    private static final int FIRST_BYTES = 256;

    private final int max;
    private byte[] bytes;
    private int length;
    private boolean present;
    private boolean cut;

    Value(int max) {
        this.max = max;
        this.bytes = new byte[Math.min(max, FIRST_BYTES)];
    }

    void clear() {
        length = 0;
        present = false;
        cut = false;
    }

    /// Takes a value, unless there is one: of a field that is repeated the first one counts.
    void set(byte[] from, int start, int end, boolean wasCut) {
        if (present) {
            return;
        }
        present = true;
        length = Math.min(end - start, max);
        cut = wasCut || length < end - start;
        if (bytes.length < length) {
            bytes = new byte[Math.min(max, Math.max(length, 2 * bytes.length))];
        }
        System.arraycopy(from, start, bytes, 0, length);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /// True when a value is there and is not empty.
    boolean hasText() {
        return length > 0;
    }

    boolean isCut() {
        return cut;
    }

    /// The value as a number; -1 when it is none, or one beyond 18 digits.
    long number() {
        if (length == 0 || length > 18 || cut) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
