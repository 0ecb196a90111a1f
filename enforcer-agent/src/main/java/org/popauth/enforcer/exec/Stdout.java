package org.popauth.enforcer.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Reads what a program writes to its standard output, while it runs.
@FunctionalInterface
public interface Stdout<T> {

    /// The most bytes that are kept of an output that is read as one text.
    int TEXT_BYTES_MAX = 4_000_000;

    /// The whole output as text, cut at the limit.
    Stdout<String> TEXT =
            in -> {
                var text = new String(in.readNBytes(TEXT_BYTES_MAX), StandardCharsets.UTF_8);
                in.transferTo(OutputStream.nullOutputStream());
                return text;
            };

    T readFrom(InputStream in) throws IOException;
}
