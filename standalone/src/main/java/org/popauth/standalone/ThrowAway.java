package org.popauth.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import org.jboss.logging.Logger;
import org.popauth.standalone.data.DataDirectory;
import org.popauth.standalone.data.Secrets;
import org.popauth.standalone.fault.StartFailure;
import org.popauth.standalone.postgres.EmbeddedPostgres;

/// A data directory for one run, below the directory for temporary files.
///
/// @param directory open until this is closed
record ThrowAway(DataDirectory directory) implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ThrowAway.class);
    private static final String PREFIX = "popauth-replay-";

    /// Creates one; those that killed runs left behind are removed first.
    static ThrowAway create() throws IOException {
        removeLeftOvers();
        return new ThrowAway(DataDirectory.open(Files.createTempDirectory(PREFIX)));
    }

    private static void removeLeftOvers() throws IOException {
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (var found = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (var directory : found) {
                if (isOurs(directory)) {
                    removeIfUnused(directory);
                }
            }
        }
    }

    /// True for a real directory of this user: others may leave traps among temporary files.
    private static boolean isOurs(Path directory) throws IOException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS)
                        .getName()
                        .equals(System.getProperty("user.name"));
    }

    private static void removeIfUnused(Path path) {
        try (var left = new ThrowAway(DataDirectory.open(path))) {
            var places = Places.in(left.directory, Secrets.of(left.directory), false);
            EmbeddedPostgres.stopLeftOver(places.postgres());
        } catch (IOException | StartFailure e) {
            LOG.debugf("%s is in use, or cannot be removed: %s", path, e.getMessage());
        }
    }

    /// Deletes the directory and all that is in it.
    @Override
    public void close() throws IOException {
        directory.close();
        try (var paths = Files.walk(directory.root())) {
            paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
