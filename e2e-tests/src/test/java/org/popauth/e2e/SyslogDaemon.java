package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A real syslog daemon that listens on a socket of its own and does what a file of `infra/` says.
final class SyslogDaemon implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(30);

    private static final String RSYSLOG =
            """
            global(workDirectory="%1$s")
            module(load="imuxsock" SysSock.Use="off")
            input(type="imuxsock" Socket="%1$s/socket" RateLimit.Interval="0")
            *.* action(type="omfile" file="%1$s/all.log")
            %2$s
            """;
    private static final String SYSLOG_NG =
            """
            @version: 3.38
            source s_src { unix-dgram("%1$s/socket"); };
            destination d_all { file("%1$s/all.log"); };
            log { source(s_src); destination(d_all); };
            %2$s
            """;

    private final Path folder;
    private final Process process;

    private SyslogDaemon(Path folder, List<String> command) throws IOException {
        this.folder = folder;
        this.process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        await("its socket").atMost(SOON).until(() -> Files.exists(folder.resolve("socket")));
    }

    /// Debian's syslog-ng does not go together with rsyslog, so it may be missing anywhere.
    static String syslogNg() {
        return Infra.find("syslog-ng").orElseGet(() -> abort("needs syslog-ng; see .ci/run"));
    }

    static Path rsyslogFile(Path folder, String snippet) throws IOException {
        return Files.writeString(
                folder.resolve("rsyslog.conf"), RSYSLOG.formatted(folder, snippet));
    }

    static Path syslogNgFile(Path folder, String snippet) throws IOException {
        return Files.writeString(
                folder.resolve("syslog-ng.conf"), SYSLOG_NG.formatted(folder, snippet));
    }

    static SyslogDaemon rsyslog(Path folder, String snippet) throws IOException {
        var file = rsyslogFile(folder, snippet).toString();
        var pid = folder.resolve("pid").toString();
        var program = Infra.program("rsyslogd", "rsyslog");
        return new SyslogDaemon(folder, List.of(program, "-n", "-f", file, "-i", pid));
    }

    static SyslogDaemon syslogNg(Path folder, String snippet) throws IOException {
        var file = syslogNgFile(folder, snippet).toString();
        var command =
                List.of(
                        syslogNg(),
                        "--foreground",
                        "--no-caps",
                        "--stderr",
                        "--cfgfile=" + file,
                        "--persist-file=" + folder.resolve("persist"),
                        "--pidfile=" + folder.resolve("pid"),
                        "--control=" + folder.resolve("control"));
        return new SyslogDaemon(folder, command);
    }

    /// Logs numbered lines of smtpd, and one that is no mail daemon's.
    void log(int lines) throws IOException {
        var texts =
                IntStream.rangeClosed(1, lines)
                        .mapToObj(number -> "connect from unknown[203.0.113.9] line " + number)
                        .collect(Collectors.joining("\n", "", "\n"));
        var file = Files.writeString(folder.resolve("lines"), texts);
        var socket = folder.resolve("socket").toString();
        var tag = "--tag=postfix/smtpd";
        Infra.run("logger", "-u", socket, "-p", "cron.info", "-t", "cron", "not for popAuth");
        Infra.run(
                "logger", "-u", socket, "-p", "mail.info", tag, "--id=815", "-f", file.toString());
    }

    /// All that it was given, as its own file has it.
    String all() throws IOException {
        return Files.readString(folder.resolve("all.log"));
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        assertThat(process.isAlive()).isFalse();
    }
}
