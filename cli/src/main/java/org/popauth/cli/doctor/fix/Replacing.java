package org.popauth.cli.doctor.fix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Replaces a file by another text in one step, with its owner, group and permissions, and keeps
/// what was there beside it.
final class Replacing {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String NEW_FILE = "rw-r--r--";

    private Replacing() {}

    /// Copies a file beside itself.
    ///
    /// @return the copy
    static Path backup(Path file, Instant now) throws IOException {
        var name = file.getFileName() + ".popauth-" + STAMP.format(now);
        var copy = file.resolveSibling(name);
        for (int number = 2; Files.exists(copy, LinkOption.NOFOLLOW_LINKS); number++) {
            copy = file.resolveSibling(name + "." + number);
        }
        return Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /// @param file that is there
    static void replace(Path file, byte[] bytes) throws IOException {
        var attributes = Files.readAttributes(file, PosixFileAttributes.class);
        var next = Files.createTempFile(file.getParent(), ".popauth-", ".new");
        try {
            Files.write(next, bytes);
            var view = Files.getFileAttributeView(next, PosixFileAttributeView.class);
            view.setOwner(attributes.owner());
            view.setGroup(attributes.group());
            view.setPermissions(attributes.permissions());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /// @param file that must not be there
    static void create(Path file, byte[] bytes) throws IOException {
        Files.createFile(file);
        Files.write(file, bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(NEW_FILE));
    }
}
