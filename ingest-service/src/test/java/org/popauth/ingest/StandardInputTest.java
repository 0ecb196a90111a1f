package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardInputTest {

    @TempDir Path directory;

    private final InputStream before = System.in;

    @AfterEach
    void putBack() {
        System.setIn(before);
    }

    @Test
    void isReadToItsEndAndFinishedWhenAllIsAcknowledged() throws Exception {
        // Given
        var text = LogWriter.line(0) + "\nnonsense\n" + LogWriter.line(1);
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        var outlet = RecordingOutlet.slow(1);
        // When
        try (var ingest =
                Ingest.start(directory, outlet, Map.of("ingest.sources.a.type", "stdin"))) {
            await().until(() -> outlet.events().size() == 2);
            // Then
            assertThat(ingest.source().isFinished()).isFalse();
            outlet.acknowledgeAll();
            await().until(() -> ingest.source().isFinished());
            assertThat(outlet.users()).containsExactly("user0", "user1");
            assertThat(ingest.source().counters().samples()).containsExactly("nonsense");
        }
    }
}
