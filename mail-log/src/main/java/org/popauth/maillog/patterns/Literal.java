package org.popauth.maillog.patterns;

import java.nio.charset.StandardCharsets;
import org.popauth.maillog.bytes.Bytes;

/// A text that a message must contain before anything costly is tried.
final class Literal {

    private final byte[] lower;
    private final byte[] upper;

    /// @param text ASCII
    Literal(String text, boolean ignoresCase) {
        lower = text.getBytes(StandardCharsets.US_ASCII);
        upper = lower.clone();
        for (int i = 0; ignoresCase && i < lower.length; i++) {
            if (Bytes.isLetterOrDigit(lower[i]) && !Bytes.isDigit(lower[i])) {
                lower[i] |= 0x20;
                upper[i] &= ~0x20;
            }
        }
    }

    int length() {
        return lower.length;
    }

    boolean standsIn(byte[] bytes, int from, int to) {
        int end = to - lower.length;
        for (int i = from; i <= end; i++) {
            if ((bytes[i] == lower[0] || bytes[i] == upper[0]) && standsAt(bytes, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean standsAt(byte[] bytes, int at) {
        for (int i = 1; i < lower.length; i++) {
            if (bytes[at + i] != lower[i] && bytes[at + i] != upper[i]) {
                return false;
            }
        }
        return true;
    }
}
