package org.popauth.ingest.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import org.popauth.ingest.progress.Fingerprint;
import org.popauth.ingest.rotation.LogDirectory;
import org.popauth.ingest.rotation.Sibling;

/// Looks at the directory of a log file.
final class ListDirectory {

    private static final int FILES_MAX = 10_000;

    private ListDirectory() {}

    /// The regular files beside a log file, and itself.
    static LogDirectory of(Path log) throws IOException {
        var name = log.getFileName().toString();
        var siblings = new ArrayList<Sibling>();
        try (var entries = Files.newDirectoryStream(directory(log))) {
            for (var entry : entries) {
                var facts = FileFacts.of(entry);
                if (facts != null && facts.regular()) {
                    siblings.add(sibling(name, entry, facts));
                }
                if (siblings.size() == FILES_MAX) {
                    break;
                }
            }
        }
        return new LogDirectory(name, siblings, ListDirectory::matches);
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

    private static boolean matches(Sibling file, Fingerprint fingerprint) {
        if (file.size() < fingerprint.length()) {
            return false;
        }
        try (var in = Files.newInputStream(file.path(), StandardOpenOption.READ)) {
            return fingerprint.matches(in.readNBytes(fingerprint.length()));
        } catch (IOException e) {
            return false;
        }
    }
}
