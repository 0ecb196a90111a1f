package org.popauth.ingest.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the file system says about a file.
record FileFacts(long inode, long size, Instant modified, boolean regular) {

    /// @return null when there is no such file
    static @Nullable FileFacts of(Path path) throws IOException {
        try {
            var facts = Files.readAttributes(path, "unix:ino,size,lastModifiedTime,isRegularFile");
            return new FileFacts(
                    number(facts.get("ino")),
                    number(facts.get("size")),
                    facts.get("lastModifiedTime") instanceof FileTime time
                            ? time.toInstant()
                            : Instant.EPOCH,
                    Boolean.TRUE.equals(facts.get("isRegularFile")));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
