package org.popauth.report.login;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.popauth.report.ReportConfig;

/// The password file, read again when it changes.
///
/// A file that cannot be read stops the start. One that turns bad later is complained about, and
/// the last good one goes on.
@Startup
@ApplicationScoped
class PasswordFile {

    private static final long BYTES_MAX = 1 << 20;

    private final Optional<Path> path;
    private Stamp stamp = Stamp.NONE;
    private Htpasswd last = Htpasswd.EMPTY;

    PasswordFile(ReportConfig config) {
        path = config.passwordFile();
    }

    @PostConstruct
    void readFirst() {
        if (path.isEmpty()) {
            Log.warn(
                    "report.password-file is not set: nobody can log in to the pages; make one"
                            + " with: htpasswd -B -c FILE USER");
            return;
        }
        try {
            stamp = Stamp.of(path.get());
            last = read(path.get());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(complaint(path.get(), e), e);
        }
    }

    /// The users now.
    synchronized Htpasswd current() {
        if (path.isEmpty()) {
            return last;
        }
        try {
            var now = Stamp.of(path.get());
            if (!now.equals(stamp)) {
                stamp = now;
                last = read(path.get());
                Log.infof("read the password file again: %d users", last.users().size());
            }
        } catch (IOException | IllegalArgumentException e) {
            if (!stamp.equals(Stamp.NONE)) {
                Log.errorf("%s; the users read before still hold", complaint(path.get(), e));
            }
        }
        return last;
    }

    private static Htpasswd read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException("it is longer than " + BYTES_MAX + " bytes");
        }
        return Htpasswd.parse(Files.readAllLines(file));
    }

    private static String complaint(Path file, Exception e) {
        var why =
                e instanceof IOException
                        ? "cannot be read (" + e + ")"
                        : "is refused: " + e.getMessage();
        return "report.password-file " + file + " " + why;
    }

    private record Stamp(FileTime modified, long size) {

        static final Stamp NONE = new Stamp(FileTime.fromMillis(0), -1);

        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        }
    }
}
