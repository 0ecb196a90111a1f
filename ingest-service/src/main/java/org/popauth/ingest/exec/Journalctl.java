package org.popauth.ingest.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Printable;

/// A running `journalctl`, which writes journal entries in export format.
///
/// It ends when this process does: it notices that nobody reads any more.
public final class Journalctl implements AutoCloseable {

    private static final String PROGRAM = "/usr/bin/journalctl";
    private static final int SECONDS_MAX = 5;
    private static final int OUTPUT_CHARS_MAX = 256;

    private final Process process;
    private final InputStream output;
    private volatile String complaint = "";

    private Journalctl(Process process) {
        this.process = process;
        this.output = process.getInputStream();
        Thread.ofVirtual().start(this::readComplaints);
    }

    /// What to read.
    ///
    /// @param path a directory of journal files, or one file; null for the journal of this machine
    /// @param fields to be written
    /// @param matches as `SYSLOG_FACILITY=2`
    public record Query(@Nullable Path path, List<String> fields, List<String> matches) {

        public Query {
            fields = List.copyOf(fields);
            matches = List.copyOf(matches);
        }

        private List<String> command(List<String> more) {
            var command = new ArrayList<>(List.of(PROGRAM, "--output=export", "--quiet"));
            command.add("--no-pager");
            command.add("--output-fields=" + String.join(",", fields));
            if (path != null) {
                command.add((Files.isDirectory(path) ? "--directory=" : "--file=") + path);
            }
            command.addAll(more);
            command.addAll(matches);
            return command;
        }
    }

    /// Starts to read.
    ///
    /// @param cursor of the entry to begin with; null for the oldest one
    /// @param follow to wait for more at the end
    public static Journalctl start(Query query, @Nullable String cursor, boolean follow)
            throws IOException {
        var more = new ArrayList<String>();
        more.add("--no-tail");
        if (cursor != null) {
            more.add("--cursor=" + cursor);
        }
        if (follow) {
            more.add("--follow");
        }
        return start(query.command(more));
    }

    /// Starts to read the newest entry, and nothing else.
    public static Journalctl newest(Query query) throws IOException {
        return start(query.command(List.of("--lines=1")));
    }

    private static Journalctl start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        process.getOutputStream().close();
        return new Journalctl(process);
    }

    private void readComplaints() {
        try (var errors = process.errorReader(StandardCharsets.UTF_8)) {
            for (var line = errors.readLine(); line != null; line = errors.readLine()) {
                complaint = Printable.of(line, OUTPUT_CHARS_MAX);
            }
        } catch (IOException e) {
            complaint = "its messages cannot be read: " + e.getMessage();
        }
    }

    /// Reads what comes next, waiting for it; negative at the end.
    public int read(ByteBuffer room) throws IOException {
        return output.read(room.array(), room.position(), room.remaining());
    }

    /// Waits for its end, and says what was wrong; null if nothing was.
    public @Nullable String trouble() throws InterruptedException {
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            return PROGRAM + " does not end";
        }
        return process.exitValue() == 0 && complaint.isEmpty()
                ? null
                : PROGRAM + " ended with code " + process.exitValue() + ": " + complaint;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
