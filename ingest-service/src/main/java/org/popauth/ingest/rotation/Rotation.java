package org.popauth.ingest.rotation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.popauth.ingest.progress.Incarnation;
import org.popauth.ingest.rotation.Sibling.Role;

/// What became of the file that a source was reading.
///
/// @param known that file, whatever its name is now; null when it cannot be found, or was empty
/// @param between files that were rotated after it, oldest first: to be read as a whole
/// @param current the file that has the log's name now, unless that is `known`; null if none has
/// @param compressed compressed files that may hold what cannot be found
public record Rotation(
        @Nullable Sibling known,
        List<Sibling> between,
        @Nullable Sibling current,
        List<Sibling> compressed) {

    /// The file that follows; null when there is none yet.
    public @Nullable Sibling next() {
        return between.isEmpty() ? current : between.getFirst();
    }

    /// Finds out what became of a file.
    ///
    /// @param file what was read
    /// @param offset up to where
    /// @param seenAt when it was last known to be there
    public static Rotation of(
            Incarnation file, long offset, Instant seenAt, LogDirectory directory) {
        var known = find(file, offset, directory);
        var current = directory.current();
        if (known != null && known.equals(current)) {
            return new Rotation(known, List.of(), null, List.of());
        }
        var between = new ArrayList<Sibling>();
        for (var sibling : directory.siblings()) {
            if (sibling.role() == Role.ROTATED && isLater(sibling, known, seenAt, directory)) {
                between.add(sibling);
            }
        }
        if (!between.isEmpty()) {
            directory.sortByAge(between);
        }
        return new Rotation(known, between, current, compressed(known, seenAt, directory));
    }

    /// Finds a file again: by its inode number and what it begins with, or, since a log may be
    /// copied and truncated, by what it begins with alone. One that was empty is never found: what
    /// has its inode number may have been filled, copied and truncated since.
    ///
    /// @param offset up to where it was read; it cannot have become shorter
    public static @Nullable Sibling find(Incarnation file, long offset, LogDirectory directory) {
        if (file.isUnread()) {
            return null;
        }
        Predicate<Sibling> same =
                s ->
                        s.role() != Role.COMPRESSED
                                && s.size() >= offset
                                && directory.heads().matches(s, file.fingerprint());
        var byInode = directory.first(s -> s.inode() == file.inode() && same.test(s));
        if (byInode != null) {
            return byInode;
        }
        var byHead = directory.first(s -> s.role() == Role.CURRENT && same.test(s));
        if (byHead != null) {
            return byHead;
        }
        return directory.siblings().stream()
                .filter(s -> s.role() == Role.ROTATED && same.test(s))
                .max(Comparator.comparing(Sibling::modified))
                .orElse(null);
    }

    private static boolean isLater(
            Sibling sibling, @Nullable Sibling known, Instant seenAt, LogDirectory directory) {
        if (known == null) {
            return !sibling.modified().isBefore(seenAt);
        }
        return !sibling.equals(known) && directory.compareAge(sibling, known) > 0;
    }

    private static List<Sibling> compressed(
            @Nullable Sibling known, Instant seenAt, LogDirectory directory) {
        if (known != null) {
            return List.of();
        }
        return directory.siblings().stream()
                .filter(s -> s.role() == Role.COMPRESSED && !s.modified().isBefore(seenAt))
                .toList();
    }
}
