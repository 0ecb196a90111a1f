package org.popauth.cli.doctor.facts;

import java.time.Instant;

/// A file, directory, pipe or socket.
///
/// @param mode the permission bits of chmod(2), e.g. 0644
/// @param readable by the user that popAuth runs as, by owner, groups and bits, of it and of the
///   directories above
public record FileFact(
        String path,
        Kind kind,
        String owner,
        String group,
        int mode,
        Instant modified,
        boolean readable) {

    /// What it is.
    public enum Kind {
        FILE,
        DIRECTORY,
        PIPE,
        OTHER,
        NONE,
        /// It could not be looked at.
        UNREAD
    }

    /// Nothing has this path, or nobody may know.
    ///
    /// @param kind `NONE` or `UNREAD`
    public static FileFact without(Kind kind, String path) {
        return new FileFact(path, kind, "", "", 0, Instant.EPOCH, false);
    }

    public boolean exists() {
        return kind != Kind.NONE && kind != Kind.UNREAD;
    }

    /// Everybody may write; a sticky directory does not count.
    public boolean writableByAll() {
        return (mode & 0002) != 0 && !(kind == Kind.DIRECTORY && (mode & 01000) != 0);
    }
}
