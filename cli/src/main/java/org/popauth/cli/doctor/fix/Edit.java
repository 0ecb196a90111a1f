package org.popauth.cli.doctor.fix;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.popauth.cli.doctor.checks.Change.Daemon;

/// A file as it is, and as it would be.
///
/// @param before nothing when there is no such file yet
/// @param daemon who reads it
public record Edit(Path file, String before, String after, boolean isNew, Daemon daemon) {

    /// As `diff -u` writes it.
    public List<String> difference() {
        return Difference.of(before, after);
    }

    byte[] bytesBefore() {
        return before.getBytes(StandardCharsets.UTF_8);
    }

    byte[] bytesAfter() {
        return after.getBytes(StandardCharsets.UTF_8);
    }
}
