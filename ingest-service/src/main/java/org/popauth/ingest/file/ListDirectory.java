package org.popauth.ingest.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.popauth.ingest.progress.Fingerprint;
import org.popauth.ingest.progress.Incarnation;
import org.popauth.ingest.rotation.LogDirectory;
import org.popauth.ingest.rotation.Rotation;
import org.popauth.ingest.rotation.Sibling;
import org.popauth.ingest.rotation.Sibling.Role;

/// Looks at the directory of a log file.
final class ListDirectory {

    private static final int FILES_MAX = 10_000;
    private static final int LOOKS_MAX = 10;

    private ListDirectory() {}

    /// Looks until a file is found, or is not there time after time: between a look at the names
    /// and a look into the files, these may have been renamed.
    static LogDirectory lookFor(Incarnation file, long offset, Path log) throws IOException {
        var directory = of(log);
        for (int look = 1; look < LOOKS_MAX && !file.isUnread(); look++) {
            if (Rotation.find(file, offset, directory) != null) {
                break;
            }
            directory = of(log);
        }
        return directory;
    }

    /// The regular files beside a log file, and itself.
    ///
    /// Looks until two looks agree: files that are renamed meanwhile may be left out.
    private static LogDirectory of(Path log) throws IOException {
        var siblings = list(log);
        for (int look = 1; look < LOOKS_MAX; look++) {
            var again = list(log);
            if (names(again).equals(names(siblings))) {
                break;
            }
            siblings = again;
        }
        var heads = new HashMap<Path, byte[]>();
        return new LogDirectory(
                name(log),
                siblings,
                (file, print) ->
                        print.matches(heads.computeIfAbsent(file.path(), path -> head(file))));
    }

    private static Map<Path, Long> names(List<Sibling> siblings) {
        return siblings.stream()
                .filter(s -> s.role() != Role.OTHER)
                .collect(Collectors.toMap(Sibling::path, Sibling::inode));
    }

    private static String name(Path log) {
        return log.getFileName().toString();
    }

    private static List<Sibling> list(Path log) throws IOException {
        var siblings = new ArrayList<Sibling>();
        try (var entries = Files.newDirectoryStream(directory(log))) {
            for (var entry : entries) {
                var facts = FileFacts.of(entry);
                if (facts != null && facts.regular()) {
                    siblings.add(sibling(name(log), entry, facts));
                }
                if (siblings.size() == FILES_MAX) {
                    break;
                }
            }
        }
        return siblings;
    }

    /// The directory that a file is in.
    static Path directory(Path file) {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static Sibling sibling(String log, Path path, FileFacts facts) {
        var role = LogDirectory.role(log, path.getFileName().toString());
        return new Sibling(path, facts.inode(), facts.size(), facts.modified(), role);
    }

    /// The first bytes; none when another file has the name by now.
    private static byte[] head(Sibling file) {
        try (var in = Files.newInputStream(file.path(), StandardOpenOption.READ)) {
            var head = in.readNBytes(Fingerprint.BYTES_MAX);
            var facts = FileFacts.of(file.path());
            return facts != null && facts.inode() == file.inode() ? head : new byte[0];
        } catch (ClosedByInterruptException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
