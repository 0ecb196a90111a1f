package org.popauth.ingest.rotation;

import java.nio.file.Path;
import java.time.Instant;

/// A regular file in the directory of a log file.
///
/// @param path where it is
/// @param inode its number in the file system
/// @param size in bytes
/// @param modified when it was last written
/// @param role what its name says
public record Sibling(Path path, long inode, long size, Instant modified, Role role) {

    /// What the name of a file says about it.
    public enum Role {
        /// It has the name of the log file.
        CURRENT,
        /// It has the name that a rotated log file gets.
        ROTATED,
        /// It has the name of a rotated log file that is compressed.
        COMPRESSED,
        /// Nothing.
        OTHER
    }
}
