package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real logrotate for one log.
final class Logrotate {

    private static final String PROGRAM = "/usr/sbin/logrotate";

    private final Path log;
    private final Path configuration;
    private final Path state;

    /// @param directives how it rotates
    Logrotate(Path directory, Path log, String directives) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.isExecutable(Path.of(PROGRAM)), "needs logrotate");
        this.log = log;
        this.configuration = directory.resolve("logrotate.conf");
        this.state = directory.resolve("logrotate.state");
        Files.writeString(configuration, log + " {\n" + directives + "\n}\n");
    }

    /// Rotates now, and waits until that is done.
    void rotate() throws Exception {
        var process =
                new ProcessBuilder(
                                PROGRAM,
                                "--force",
                                "--state",
                                state.toString(),
                                configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.resolveSibling("logrotate.out").toFile())
                        .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(log.resolveSibling("logrotate.out")))
                .isZero();
    }

    /// All complete lines that are left on the disk, in plain files.
    List<String> linesLeft() throws IOException {
        var lines = new ArrayList<String>();
        try (var files = Files.list(log.getParent())) {
            for (var file : files.sorted().toList()) {
                var name = String.valueOf(file.getFileName());
                if (name.startsWith(String.valueOf(log.getFileName())) && !name.endsWith(".gz")) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }
}
