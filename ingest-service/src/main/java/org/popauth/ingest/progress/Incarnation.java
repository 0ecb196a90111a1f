package org.popauth.ingest.progress;

/// One file that a source has read, or is reading, under whatever name it has now.
///
/// @param generation of the events that are read from it
/// @param inode its number in the file system
/// @param fingerprint what it begins with
public record Incarnation(long generation, long inode, Fingerprint fingerprint) {

    /// True when it was empty when it was looked at last: nothing was read of it.
    public boolean isUnread() {
        return fingerprint.coversNothing();
    }
}
