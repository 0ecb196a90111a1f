package org.popauth.cli.doctor.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.popauth.cli.doctor.facts.Seen;

/// Reads files of settings, as far as they are of a sensible size.
final class Reading {

    private static final int BYTES_MAX = 2_000_000;

    private Reading() {}

    static Seen<String> text(Path file) {
        if (Files.isDirectory(file)) {
            return Seen.unread(file + " is a directory");
        }
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(BYTES_MAX + 1);
            return bytes.length > BYTES_MAX
                    ? Seen.unread(file + " is longer than " + BYTES_MAX + " bytes")
                    : Seen.found(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return failed(file, e);
        }
    }

    /// The files of a directory whose names match, by name.
    static Seen<List<Path>> matching(Path directory, String glob) {
        var found = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(directory, glob)) {
            files.forEach(found::add);
        } catch (IOException e) {
            return failed(directory, e);
        }
        found.sort(null);
        return Seen.found(found);
    }

    static <T> Seen<T> failed(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException _, NotDirectoryException _ ->
                    Seen.missing("there is no " + file);
            case AccessDeniedException _ ->
                    Seen.unread("may not read " + file + "; run it as root");
            default -> Seen.unread("cannot read " + file + ": " + e.getMessage());
        };
    }
}
