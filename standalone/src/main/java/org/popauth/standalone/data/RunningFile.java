package org.popauth.standalone.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.popauth.events.Json;

/// The file `popauth.json` in the data directory: where the command line program finds the instance
/// that runs. Gone when it is stopped.
public final class RunningFile implements AutoCloseable {

    private final Path file;

    private RunningFile(Path file) {
        this.file = file;
    }

    /// Writes it.
    ///
    /// @param url of the first page
    public static RunningFile write(DataDirectory directory, URI url) throws IOException {
        var content =
                new TreeMap<String, Object>(
                        Map.of(
                                "url",
                                url.toString().replaceFirst("/$", ""),
                                "pid",
                                ProcessHandle.current().pid(),
                                "data",
                                directory.root().toString()));
        var file = directory.resolve("popauth.json");
        OwnerOnly.write(file, Json.mapper().writeValueAsString(content) + "\n");
        return new RunningFile(file);
    }

    /// Deletes it.
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
