package org.popauth.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs `infra/kafka/create-topics` with a program that only says how it was called.
class CreateTopicsTest {

    private static final Path SCRIPT = Path.of("../infra/kafka/create-topics");
    private static final Pattern TOPIC = Pattern.compile("--topic (\\S+) --partitions [1-9]");

    @TempDir private Path directory;

    @Test
    void itCreatesEveryTopicWithItsSettings() throws Exception {
        // When
        var said = run(Documents.TOPICS);
        // Then
        assertThat(TOPIC.matcher(said.text()).results().map(call -> call.group(1)))
                .hasSize(Documents.topicNames().size())
                .hasSameElementsAs(Documents.topicNames());
        assertThat(said.text())
                .contains(
                        "--bootstrap-server broker:9092 --create --if-not-exists --topic decisions"
                                + " --partitions 6 --replication-factor 1"
                                + " --config cleanup.policy=compact")
                .contains(
                        "--topic operator-orders --partitions 6 --replication-factor 1"
                                + " --config cleanup.policy=delete"
                                + " --config retention.ms=2592000000");
        assertThat(said.status()).isZero();
    }

    @Test
    void aLineThatItCannotReadStopsItByName() throws Exception {
        // Given
        var file = directory.resolve("topics.yaml");
        Files.writeString(file, "topics:\n  - {name: x, partitions: 1}\n");
        // When
        var said = run(file);
        // Then
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.text()).contains("cannot read this line:   - {name: x, partitions: 1}");
    }

    /// What came of running the script.
    private record Said(int status, String text) {}

    private static Said run(Path file) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no /bin/bash to run it");
        var builder =
                new ProcessBuilder(
                        List.of("/bin/bash", SCRIPT.toString(), "broker:9092", file.toString()));
        builder.environment().put("KAFKA_TOPICS", "echo");
        builder.redirectErrorStream(true);
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }
}
