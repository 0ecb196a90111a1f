package org.popauth.ingest.rotation;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.popauth.ingest.rotation.Sibling.Role;

/// The files beside a log file, and itself, at one moment.
///
/// @param log the name of the log file
/// @param siblings all of them
/// @param heads looks into them
public record LogDirectory(String log, List<Sibling> siblings, Heads heads) {

    public LogDirectory {
        siblings = List.copyOf(siblings);
    }

    /// What the name of a file says.
    ///
    /// @param log the name of the log file
    public static Role role(String log, String name) {
        return RotatedName.role(log, name);
    }

    @Nullable Sibling current() {
        return first(s -> s.role() == Role.CURRENT);
    }

    @Nullable Sibling first(Predicate<Sibling> wanted) {
        return siblings.stream().filter(wanted).findFirst().orElse(null);
    }

    /// Compares the ages of two rotated files: by their names if these tell, else by the time that
    /// they were last written.
    ///
    /// @return negative when the first is the older one
    int compareAge(Sibling a, Sibling b) {
        return RotatedName.compareAge(log, name(a), name(b))
                .orElseGet(() -> a.modified().compareTo(b.modified()));
    }

    /// Sorts rotated files by age, the oldest first.
    void sortByAge(List<Sibling> files) {
        boolean named =
                files.stream()
                        .allMatch(
                                s ->
                                        RotatedName.compareAge(log, name(files.getFirst()), name(s))
                                                .isPresent());
        files.sort((a, b) -> named ? compareAge(a, b) : a.modified().compareTo(b.modified()));
    }

    private static String name(Sibling file) {
        return file.path().getFileName().toString();
    }
}
