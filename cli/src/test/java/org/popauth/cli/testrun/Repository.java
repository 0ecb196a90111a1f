package org.popauth.cli.testrun;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the scripts are.
final class Repository {

    private Repository() {}

    /// The folder with the script `popauth`: the module's, or one above.
    static Path root() {
        var here = Path.of("").toAbsolutePath();
        for (var folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("popauth"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no script popauth in " + here + " or above");
    }
}
