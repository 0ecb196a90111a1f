package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real rsyslogd of the mail host mx1, with a socket, a directory and a time zone of its own.
final class Rsyslog implements AutoCloseable {

    /// Its time zone, which differs from that of whoever runs the tests, and has no summer time.
    static final String ZONE = "Asia/Tokyo";

    private static final String PROGRAM = "/usr/sbin/rsyslogd";
    private static final String PLUGINS = "/usr/lib/x86_64-linux-gnu/rsyslog/";
    private static final String INPUT =
            """
            global(workDirectory="%1$s" localHostname="mx1" maxMessageSize="64k")
            module(load="imuxsock" SysSock.Use="off")
            input(type="imuxsock" Socket="%1$s/log.sock" RateLimit.Interval="0")
            """;

    private final Path directory;
    private final Process process;

    private Rsyslog(Path directory, String configuration) throws IOException {
        this.directory = Files.createDirectories(directory);
        var file = directory.resolve("rsyslog.conf");
        Files.writeString(file, INPUT.formatted(directory) + configuration);
        var builder =
                new ProcessBuilder(
                        PROGRAM, "-n", "-f", file.toString(), "-i", pidFile().toString());
        builder.environment().put("TZ", ZONE);
        process =
                builder.redirectErrorStream(true)
                        .redirectOutput(directory.resolve("rsyslog.out").toFile())
                        .start();
    }

    /// Starts one.
    ///
    /// @param configuration what it does with its lines
    static Rsyslog start(Path directory, String configuration) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.isExecutable(Path.of(PROGRAM)), "needs rsyslog");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/logger")), "needs logger (bsdutils)");
        var rsyslog = new Rsyslog(directory, configuration);
        await().alias(rsyslog.said()).until(() -> Files.exists(rsyslog.socket()));
        return rsyslog;
    }

    /// Skips the test when a module is not installed.
    static void assumeModule(String name, String debianPackage) {
        assumeTrue(Files.exists(Path.of(PLUGINS + name + ".so")), "needs " + debianPackage);
    }

    /// What it has to say about its configuration.
    String said() throws IOException {
        var file = directory.resolve("rsyslog.out");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private Path socket() {
        return directory.resolve("log.sock");
    }

    Path pidFile() {
        return directory.resolve("rsyslogd.pid");
    }

    /// Logs messages as a mail daemon does, by syslog(3).
    void log(String program, int pid, List<String> messages) throws Exception {
        var logger = logger(program, pid);
        try (var out = logger.getOutputStream()) {
            out.write((String.join("\n", messages) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(logger.waitFor()).isZero();
    }

    /// A program that logs what is written to it, a message a line.
    Process logger(String program, int pid) throws IOException {
        return new ProcessBuilder(
                        "logger",
                        "--socket",
                        socket().toString(),
                        "--id=" + pid,
                        "--priority",
                        "mail.info",
                        "--tag",
                        program,
                        "--size",
                        "8k")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
