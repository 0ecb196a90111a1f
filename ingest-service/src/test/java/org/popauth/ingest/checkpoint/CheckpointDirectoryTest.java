package org.popauth.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.ingest.progress.Anchor;
import org.popauth.ingest.progress.Checkpoint;
import org.popauth.ingest.progress.Fingerprint;
import org.popauth.ingest.progress.Incarnation;
import org.popauth.ingest.progress.Position;

class CheckpointDirectoryTest {

    @TempDir Path directory;

    private static Checkpoint checkpoint(String source) {
        var head = "Nov 23".getBytes(StandardCharsets.UTF_8);
        return new Checkpoint(
                source,
                Instant.parse("2026-11-23T06:52:05.123456Z"),
                new Position(7, 100),
                new Position(6, 50),
                List.of(
                        new Incarnation(6, 1, Fingerprint.of(head)),
                        new Incarnation(7, 2, Fingerprint.of(new byte[0]))),
                List.of(new Anchor(new Position(1, 2), "s=1;i=2", "all")));
    }

    @Test
    void whatIsSavedIsLoadedAgain() throws Exception {
        try (var checkpoints = CheckpointDirectory.open(directory)) {
            // When
            checkpoints.save("mail", checkpoint("old"));
            checkpoints.save("mail", checkpoint("mx1:file:/var/log/mail.log"));
            // Then
            assertThat(checkpoints.load("mail")).contains(checkpoint("mx1:file:/var/log/mail.log"));
            assertThat(checkpoints.load("other")).isEmpty();
        }
    }

    @Test
    void namesWithOtherCharactersStayInTheDirectoryAndApart() throws Exception {
        try (var checkpoints = CheckpointDirectory.open(directory)) {
            // When
            checkpoints.save("../a", checkpoint("1"));
            checkpoints.save("../b", checkpoint("2"));
            // Then
            assertThat(checkpoints.load("../a")).contains(checkpoint("1"));
            assertThat(checkpoints.load("../b")).contains(checkpoint("2"));
            try (var files = Files.list(directory)) {
                assertThat(files).hasSize(3);
            }
        }
    }

    @Test
    void aDamagedFileIsNamedWithTheWayOut() throws Exception {
        try (var checkpoints = CheckpointDirectory.open(directory)) {
            // Given
            Files.writeString(directory.resolve("mail.checkpoint.json"), "{\"source\":");
            // Then
            assertThatThrownBy(() -> checkpoints.load("mail"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("mail.checkpoint.json is damaged")
                    .hasMessageContaining("remove it");
        }
    }

    @Test
    void oneProcessAtATimeUsesIt() throws Exception {
        try (var checkpoints = CheckpointDirectory.open(directory)) {
            assertThat(checkpoints).isNotNull();
            assertThatThrownBy(() -> CheckpointDirectory.open(directory))
                    .hasMessageContaining("in use by another ingest-service");
        }
        CheckpointDirectory.open(directory).close();
    }
}
