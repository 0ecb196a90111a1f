package org.popauth.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.popauth.standalone.data.DataDirectory;
import org.popauth.standalone.data.OwnerOnly;
import org.popauth.standalone.fault.StartFailure;

/// Keeps two replays apart: a directory holds one set of logs.
final class SameFiles {

    private SameFiles() {}

    /// Notes the logs of a new replay; of one that goes on, checks that they are the same.
    ///
    /// @throws StartFailure when the directory holds something else
    static void check(DataDirectory directory, List<Path> logs) throws IOException {
        var file = directory.resolve("replayed");
        var names = logs.stream().map(Path::toString).collect(Collectors.joining("\n", "", "\n"));
        if (!Files.exists(file)) {
            if (Files.exists(directory.resolve("kafka"))) {
                throw new StartFailure(
                        directory.root()
                                + " holds the data of popauth up; choose another directory"
                                + " with --keep DIR");
            }
            OwnerOnly.write(file, names);
        } else if (!Files.readString(file).equals(names)) {
            throw new StartFailure(
                    directory.root()
                            + " holds the replay of other files; choose another directory with"
                            + " --keep DIR, or delete it");
        }
    }
}
