package org.popauth.enforcer.postfix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.popauth.events.Address;

/// The files of a table: the source text, and what postmap makes of it.
final class TableFiles {

    private TableFiles() {}

    /// What tells that a file was touched.
    record Stamp(long size, long modifiedMillis, String key) {}

    /// The stamp of a file; empty when there is none.
    static Optional<Stamp> stamp(Path file) {
        try {
            var read = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new Stamp(
                            read.size(),
                            read.lastModifiedTime().toMillis(),
                            Objects.toString(read.fileKey())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Writes one line per address, readable by all: Postfix looks into it as itself.
    static void write(Path file, TreeMap<Address, String> rows) {
        try (var out = Files.newBufferedWriter(file)) {
            write(out, rows);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw failed("write", file, e);
        }
    }

    static void write(Writer out, Map<Address, String> rows) throws IOException {
        for (var row : rows.entrySet()) {
            out.append(row.getKey().toString()).append('\t').append(row.getValue()).append('\n');
        }
    }

    /// Copies a file with its permissions.
    static void copy(Path from, Path to) {
        try {
            Files.copy(
                    from,
                    to,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw failed("copy to", to, e);
        }
    }

    /// Says that a file is as old as another one.
    static void setTime(Path file, Stamp other) {
        try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(other.modifiedMillis()));
        } catch (IOException e) {
            throw failed("set the time of", file, e);
        }
    }

    static void rename(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed("rename to", to, e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed("delete", file, e);
        }
    }

    /// The lines of a source text.
    static Rows read(Path file) {
        try (var lines = Files.lines(file)) {
            return Rows.of(lines);
        } catch (IOException e) {
            return Rows.none();
        }
    }

    private static UncheckedIOException failed(String what, Path file, IOException e) {
        var reason = e.getClass().getSimpleName() + ": " + e.getMessage();
        return new UncheckedIOException("cannot " + what + " " + file + ": " + reason, e);
    }
}
