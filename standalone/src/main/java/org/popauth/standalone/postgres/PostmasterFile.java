package org.popauth.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a running PostgreSQL server says about itself in the file `postmaster.pid` of its data.
///
/// @param pid its process
/// @param ready true when it accepts connections
record PostmasterFile(long pid, boolean ready) {

    private static final int STATUS_LINE = 7;

    /// Reads the file of a data directory.
    ///
    /// @return null when there is none, or it is not whole yet
    static @Nullable PostmasterFile read(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return null;
        }
        if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,10}")) {
            return null;
        }
        boolean ready =
                lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
        return new PostmasterFile(Long.parseLong(lines.getFirst().strip()), ready);
    }

    /// The process, when it runs and is the server of this data: the number may have been given to
    /// another program since.
    @Nullable ProcessHandle process(Path data) throws IOException {
        var handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).orElse(null);
        if (handle == null) {
            return null;
        }
        var workingDirectory = Path.of("/proc", Long.toString(pid), "cwd");
        return Files.exists(workingDirectory) && Files.isSameFile(workingDirectory, data)
                ? handle
                : null;
    }
}
