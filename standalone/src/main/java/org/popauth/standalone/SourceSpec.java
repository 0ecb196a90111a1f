package org.popauth.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.popauth.standalone.fault.StartFailure;

/// One log to read, as given on the command line: `file:/path`, `pipe:/path`, `journal`, `stdin`,
/// or a path.
///
/// @param type as ingest-service names it
/// @param path null for standard input and for the systemd journal
record SourceSpec(String type, @Nullable Path path) {

    private static final String FILE = "file";
    private static final String PIPE = "pipe";
    private static final String STDIN = "stdin";
    private static final String JOURNAL = "journal";
    private static final Path JOURNALCTL = Path.of("/usr/bin/journalctl");

    /// Reads what a person typed, and checks that it is there.
    ///
    /// @throws StartFailure when it is not
    static SourceSpec parse(String text) {
        if (text.equals(STDIN) || text.equals("-")) {
            return new SourceSpec(STDIN, null);
        }
        if (text.equals(JOURNAL)) {
            return journal();
        }
        if (text.startsWith(FILE + ":")) {
            return file(text.substring(FILE.length() + 1));
        }
        if (text.startsWith(PIPE + ":")) {
            return pipe(text.substring(PIPE.length() + 1));
        }
        return isPipe(absolute(text)) ? pipe(text) : fileOrNewPipe(text);
    }

    private static SourceSpec fileOrNewPipe(String text) {
        var path = absolute(text);
        if (!Files.exists(path)) {
            throw new StartFailure(
                    "there is no file "
                            + path
                            + " to read; check the path, or write pipe:"
                            + path
                            + " for a named pipe to be created");
        }
        return file(text);
    }

    /// The journal of this machine.
    private static SourceSpec journal() {
        if (!Files.isExecutable(JOURNALCTL)) {
            throw new StartFailure(
                    "cannot read the journal: there is no " + JOURNALCTL + " on this machine");
        }
        return new SourceSpec(JOURNAL, null);
    }

    /// An existing log, read as a file.
    static SourceSpec file(String text) {
        var path = absolute(text);
        if (!Files.exists(path)) {
            throw new StartFailure("there is no file " + path);
        }
        if (Files.isDirectory(path)) {
            throw new StartFailure(path + " is a directory; name the log files in it");
        }
        if (!Files.isReadable(path)) {
            throw new StartFailure(
                    "cannot read "
                            + path
                            + "; it must be a file that this user may read (group adm on Debian)");
        }
        refusePacked(path);
        return new SourceSpec(FILE, path);
    }

    private static void refusePacked(Path path) {
        try {
            Packed.unpackedBy(path)
                    .ifPresent(
                            program -> {
                                throw new StartFailure(
                                        path
                                                + " is packed; unpack it first: "
                                                + program
                                                + " --keep "
                                                + path);
                            });
        } catch (IOException e) {
            throw new StartFailure("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static SourceSpec pipe(String text) {
        var path = absolute(text);
        var parent = path.getParent();
        if (!Files.exists(path) && (parent == null || !Files.isDirectory(parent))) {
            throw new StartFailure(
                    "cannot create the pipe " + path + "; there is no directory " + parent);
        }
        if (Files.exists(path) && !isPipe(path)) {
            throw new StartFailure(path + " is not a named pipe; write file:" + path);
        }
        return new SourceSpec(PIPE, path);
    }

    private static Path absolute(String text) {
        if (text.isBlank()) {
            throw new StartFailure(
                    "a source is file:/path, pipe:/path, journal, stdin, or a path; this one is empty");
        }
        return Path.of(text).toAbsolutePath().normalize();
    }

    private static boolean isPipe(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isOther();
        } catch (IOException e) {
            return false;
        }
    }
}
