package org.popauth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts the packaged program with settings that are wrong.
class WrongSettingIT {

    private static final int START_SECONDS_MAX = 120;

    @TempDir Path temporary;

    private static Path program() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of("target"), "standalone-*-runner.jar")) {
            return files.iterator().next().toAbsolutePath();
        }
    }

    private int up(Path data, Path out, Path err) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var program = program().toString();
        var process =
                new ProcessBuilder(
                                List.of(
                                        java,
                                        "-XX:TieredStopAtLevel=1",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--sun-misc-unsafe-memory-access=allow",
                                        "-jar",
                                        program,
                                        "up",
                                        "--data",
                                        data.toString(),
                                        "--port",
                                        "0"))
                        .directory(temporary.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertThat(process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroy();
        }
    }

    @Test
    void aStartWithWrongSettingsSaysWhatIsWrongAndNothingElse() throws Exception {
        // Given
        var data = Files.createDirectory(temporary.resolve("data"));
        var settings =
                Files.write(
                        data.resolve("popauth.properties"),
                        List.of("decision.relay.fro=5m", "agent.reconcile-every=5x"));
        var out = temporary.resolve("out");
        var err = temporary.resolve("err");
        // When
        int status = up(data, out, err);
        // Then
        assertThat(Files.readAllLines(err))
                .containsExactly(
                        "popauth up: agent.reconcile-every = 5x is no duration; write for example"
                                + " 90s, 30m, 24h or 7d ("
                                + settings
                                + ", line 2)",
                        "popauth up: decision.relay.fro is no setting ("
                                + settings
                                + ", line 1); did you mean decision.relay.for? Settings are listed"
                                + " in docs/reference/configuration.md");
        assertThat(out).isEmptyFile();
        assertThat(status).isEqualTo(2);
    }
}
