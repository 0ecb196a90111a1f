package org.popauth.enforcer.exec;

import java.io.IOException;
import java.io.Writer;

/// Writes what a program reads from its standard input.
@FunctionalInterface
public interface Stdin {

    /// Nothing at all.
    Stdin EMPTY = out -> {};

    void writeTo(Writer out) throws IOException;

    static Stdin of(CharSequence text) {
        return out -> out.append(text);
    }
}
