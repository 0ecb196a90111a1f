package org.popauth.cli.doctor.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Seen;

/// The user that popAuth runs as, and what it may read: by the owner, the group and the bits of a
/// file, and of the directories above.
///
/// @param groups empty when there is no such user
record User(String name, Set<String> groups) {

    private static final int TYPE = 0170000;
    private static final int OTHERS_SEARCH = 01;
    private static final int OTHERS_READ = 04;

    static User of(String name, Seen<Set<String>> groups) {
        return new User(name, groups.value().orElse(Set.of()));
    }

    /// The groups of a user of this host.
    static Seen<Set<String>> groupsOf(String name, Programs programs) {
        return programs.run("id", "-Gn", "--", name)
                .then(
                        it ->
                                it.errors().contains("no such user")
                                        ? Seen.missing("there is no user " + name)
                                        : it.read(User::words));
    }

    private static Set<String> words(Output output) {
        return Set.of(output.text().strip().split("\\s+"));
    }

    FileFact look(Path path) {
        try {
            var attributes = Files.readAttributes(path, "unix:mode,owner,group,lastModifiedTime");
            int mode = mode(attributes);
            return new FileFact(
                    path.toString(),
                    kind(mode & TYPE),
                    String.valueOf(attributes.get("owner")),
                    String.valueOf(attributes.get("group")),
                    mode & 07777,
                    modified(attributes),
                    allows(attributes, OTHERS_READ) && reaches(path.getParent()));
        } catch (IOException e) {
            var why = Reading.failed(path, e);
            return FileFact.without(
                    why.isMissing() ? FileFact.Kind.NONE : FileFact.Kind.UNREAD, path.toString());
        }
    }

    private static Instant modified(Map<String, Object> attributes) {
        return attributes.get("lastModifiedTime") instanceof FileTime time
                ? time.toInstant()
                : Instant.EPOCH;
    }

    private static int mode(Map<String, Object> attributes) {
        return attributes.get("mode") instanceof Integer mode ? mode : 0;
    }

    private static FileFact.Kind kind(int type) {
        return switch (type) {
            case 0100000 -> FileFact.Kind.FILE;
            case 0040000 -> FileFact.Kind.DIRECTORY;
            case 0010000 -> FileFact.Kind.PIPE;
            default -> FileFact.Kind.OTHER;
        };
    }

    /// @param bit of the others
    private boolean allows(Map<String, Object> attributes, int bit) {
        int mode = mode(attributes);
        if (String.valueOf(attributes.get("owner")).equals(name)) {
            return (mode & bit << 6) != 0;
        }
        return groups.contains(String.valueOf(attributes.get("group")))
                ? (mode & bit << 3) != 0
                : (mode & bit) != 0;
    }

    private boolean reaches(@Nullable Path directory) throws IOException {
        for (var each = directory; each != null; each = each.getParent()) {
            if (!allows(Files.readAttributes(each, "unix:mode,owner,group"), OTHERS_SEARCH)) {
                return false;
            }
        }
        return true;
    }
}
