package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.MailEvent;

class PipeTest {

    @TempDir Path directory;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();

    private Ingest start() throws Exception {
        return Ingest.start(
                directory,
                outlet,
                Map.of(
                        "ingest.sources.a.type",
                        "pipe",
                        "ingest.sources.a.path",
                        directory.resolve("fifo").toString()));
    }

    private void write(String text) throws Exception {
        Files.writeString(directory.resolve("fifo"), text, StandardOpenOption.WRITE);
    }

    @Test
    void isCreatedForItsOwnerAlone() throws Exception {
        try (var ingest = start()) {
            // When
            ingest.awaitReading();
            // Then
            var permissions = Files.getPosixFilePermissions(directory.resolve("fifo"));
            assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
        }
    }

    @Test
    void writersComeAndGo() throws Exception {
        try (var ingest = start()) {
            ingest.awaitReading();
            // When
            for (int n = 0; n < 20; n++) {
                write(LogWriter.line(n) + "\n");
            }
            // Then
            await().until(() -> outlet.events().size() == 20);
            assertThat(outlet.users()).isEqualTo(LogWriter.users(20));
            assertThat(outlet.events().getLast().id().offset()).isEqualTo(19);
        }
    }

    @Test
    void idsOfALaterStartAreLater() throws Exception {
        // Given
        for (int run = 0; run < 3; run++) {
            int events = run + 1;
            var ingest = start();
            ingest.awaitReading();
            // When
            write(LogWriter.line(run) + "\n");
            await().until(() -> outlet.events().size() == events);
            ingest.kill();
        }
        // Then
        assertThat(outlet.events().stream().map(MailEvent::id).toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
