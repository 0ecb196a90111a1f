package org.popauth.ingest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A real systemd-journald with sockets and files of its own, in a mount namespace of its own.
final class PrivateJournal implements AutoCloseable {

    private static final Path JOURNALD = Path.of("/lib/systemd/systemd-journald");
    private static final String START =
            "mount --bind \"$0/run\" /run && mount --bind \"$0/log\" /var/log"
                    + " && mount --bind \"$0/etc\" /etc/systemd && exec "
                    + JOURNALD
                    + " t";

    private final Path root;
    private final Process journald;

    private PrivateJournal(Path root) throws IOException {
        this.root = root;
        for (var name : List.of("run/systemd", "run/log/journal", "log/journal", "etc")) {
            Files.createDirectories(root.resolve(name));
        }
        // The directory is the test's own; ordinary users must reach the socket in it.
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                root.resolve("etc/journald@t.conf"),
                "[Journal]\nRateLimitBurst=0\nSystemMaxUse=200M\n");
        journald = launch();
    }

    static PrivateJournal start(Path root) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.isExecutable(JOURNALD), "needs systemd-journald");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/logger")), "needs logger (bsdutils)");
        return new PrivateJournal(root);
    }

    private Process launch() throws IOException {
        var process =
                new ProcessBuilder("unshare", "--mount", "sh", "-c", START, root.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(root.resolve("journald.out").toFile())
                        .start();
        await().until(() -> Files.exists(socket()) && Files.exists(directory()));
        return process;
    }

    private Path socket() {
        return root.resolve("run/systemd/journal.t/dev-log");
    }

    /// Where the journal files are.
    Path directory() {
        try (var entries = Files.list(root.resolve("log/journal"))) {
            return entries.findFirst().orElse(root.resolve("log/none"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Logs lines as a mail daemon does, by syslog(3).
    void log(String program, List<String> messages) throws Exception {
        logAs(0, program, messages);
    }

    /// Logs lines as a user.
    void logAs(int uid, String program, List<String> messages) throws Exception {
        var command = new ArrayList<String>();
        if (uid != 0) {
            command.addAll(List.of("setpriv", "--reuid=" + uid, "--clear-groups"));
        }
        command.addAll(List.of("logger", "--socket", socket().toString(), "--id=4711"));
        command.addAll(List.of("--priority", "mail.info", "--tag", program, "--size", "8k"));
        run(command, String.join("\n", messages) + "\n");
    }

    /// Reads it all.
    byte[] export(String format) throws Exception {
        sync();
        var command =
                List.of("journalctl", "--directory=" + directory(), "--all", "--output=" + format);
        var process = new ProcessBuilder(command).start();
        var output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private static void run(List<String> command, String input) throws Exception {
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor()).isZero();
    }

    /// Has everything written to the files.
    void sync() throws Exception {
        var socket = root.resolve("run/systemd/journal.t/synced");
        Files.deleteIfExists(socket);
        signal("-RTMIN+1");
        await().until(() -> Files.exists(socket));
    }

    /// Begins new journal files, and removes the old ones.
    void vacuum() throws Exception {
        sync();
        signal("-USR2");
        await().until(() -> !archived().isEmpty());
        for (var file : archived()) {
            Files.delete(file);
        }
    }

    private List<Path> archived() throws IOException {
        try (var files = Files.list(directory())) {
            return files.filter(f -> requireNonNull(f.getFileName()).toString().contains("@"))
                    .toList();
        }
    }

    private void signal(String signal) throws Exception {
        run(List.of("kill", signal, Long.toString(journald.pid())), "");
    }

    @Override
    public void close() throws Exception {
        journald.destroy();
        journald.waitFor();
    }
}
