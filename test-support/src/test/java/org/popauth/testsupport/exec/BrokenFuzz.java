package org.popauth.testsupport.exec;

import java.nio.charset.StandardCharsets;

/// A target that breaks at one input, which chance alone does not find.
///
/// Public, with this method, because Jazzer calls it.
public final class BrokenFuzz {

    private BrokenFuzz() {}

    /// Throws when the input begins with the word.
    public static void fuzzerTestOneInput(byte[] input) {
        if (new String(input, StandardCharsets.ISO_8859_1).startsWith("broken")) {
            throw new IllegalStateException("planted");
        }
    }
}
