package org.popauth.standalone.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.popauth.standalone.fault.StartFailure;

/// PostgreSQL's programs, unpacked from the archive on the class path.
///
/// They are unpacked once per archive into a directory that all instances of a user share.
///
/// @param directory with `bin`, `lib` and `share`
public record PostgresBinaries(Path directory) {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    /// Unpacks them below a directory, if that was not done before.
    ///
    /// @throws StartFailure when there is no archive for this system, or no place for them
    public static PostgresBinaries in(Path cache) {
        var archive = PostgresBinaries.class.getResource(ARCHIVE);
        if (archive == null || !"amd64".equals(System.getProperty("os.arch"))) {
            throw new StartFailure(
                    "there is no PostgreSQL for this system ("
                            + System.getProperty("os.name")
                            + " on "
                            + System.getProperty("os.arch")
                            + "); it needs Linux on x86-64");
        }
        try {
            var directory = cache.resolve("postgres-" + fingerprint(archive));
            if (!Files.isExecutable(directory.resolve("bin/postgres"))) {
                unpack(archive, directory);
            }
            return new PostgresBinaries(directory);
        } catch (IOException e) {
            throw new StartFailure(
                    "cannot unpack PostgreSQL into "
                            + cache
                            + " ("
                            + why(e)
                            + "); set POPAUTH_CACHE to a directory with 60 MB of space",
                    e);
        }
    }

    /// What the system says, where it says more than which file it is about.
    private static @Nullable String why(IOException e) {
        return e instanceof FileSystemException about && about.getReason() == null
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }

    /// Where they are shared: `$POPAUTH_CACHE`, else `$XDG_CACHE_HOME/popauth`, else
    /// `~/.cache/popauth`.
    public static Path defaultCache() {
        var own = System.getenv("POPAUTH_CACHE");
        if (own != null && !own.isEmpty()) {
            return Path.of(own);
        }
        var shared = System.getenv("XDG_CACHE_HOME");
        var base =
                shared != null && !shared.isEmpty()
                        ? Path.of(shared)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("popauth");
    }

    private static String fingerprint(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            try (var file = jar.getJarFile()) {
                var entry = file.getEntry(jar.getEntryName());
                return String.format(Locale.ROOT, "%08x", entry.getCrc());
            }
        }
        return "unpacked";
    }

    private static void unpack(URL archive, Path directory) throws IOException {
        var parent = directory.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException("no place for " + directory);
        }
        Files.createDirectories(parent);
        var fresh = Files.createTempDirectory(parent, "unpacking");
        try (InputStream stream = archive.openStream()) {
            TarXz.unpack(stream, fresh);
        }
        TarXz.install(fresh, directory);
    }

    /// The path of one of the programs.
    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }
}
