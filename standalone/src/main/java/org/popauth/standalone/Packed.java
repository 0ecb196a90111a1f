package org.popauth.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Files that hold no lines but what a program packed of them, told by their first bytes.
final class Packed {

    private static final Map<String, String> PROGRAMS =
            Map.of(
                    "1f8b", "gunzip",
                    "fd377a585a00", "unxz",
                    "425a68", "bunzip2",
                    "28b52ffd", "unzstd",
                    "04224d18", "unlz4");
    private static final int BYTES = 6;

    private Packed() {}

    /// The program that unpacks a file; empty when nothing needs to.
    static Optional<String> unpackedBy(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var stream = Files.newInputStream(file)) {
            var first = HexFormat.of().formatHex(stream.readNBytes(BYTES));
            return PROGRAMS.keySet().stream()
                    .filter(first::startsWith)
                    .findFirst()
                    .map(PROGRAMS::get);
        }
    }
}
