package org.popauth.cli.explain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.lines.Unpacked;
import org.popauth.cli.terminal.CommandFailed;

/// Where lines come from.
///
/// @param name of the file, or `-` for standard input
/// @param file null for standard input
record Input(String name, @Nullable Path file) {

    static Input of(String name) {
        return new Input(name, name.equals("-") ? null : Path.of(name));
    }

    /// Lines without a year were written in the year before this instant.
    Instant newest(Supplier<Instant> now) {
        try {
            return file == null || !Files.isRegularFile(file)
                    ? now.get()
                    : Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    InputStream open(InputStream standardInput) {
        return file == null ? unpacked(standardInput) : unpacked(open(file));
    }

    private InputStream unpacked(InputStream in) {
        try {
            return Unpacked.of(in, name);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private InputStream open(Path file) {
        if (Files.isDirectory(file)) {
            throw new CommandFailed(file + " is a directory; name the log files in it");
        }
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailed("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new CommandFailed("may not read " + file + ": permission denied", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    CommandFailed unreadable(IOException e) {
        return new CommandFailed("cannot read " + name + ": " + e.getMessage(), e);
    }
}
