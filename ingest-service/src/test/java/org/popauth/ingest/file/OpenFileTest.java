package org.popauth.ingest.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.ingest.progress.Fingerprint;
import org.popauth.ingest.rotation.Sibling;
import org.popauth.ingest.rotation.Sibling.Role;

class OpenFileTest {

    private static final String FIRST = "a log-in of joe\n";

    @TempDir Path directory;

    private final Fingerprint fingerprint = Fingerprint.of(FIRST.getBytes(UTF_8));
    private Path log;
    private Sibling found;

    @BeforeEach
    void find() throws IOException {
        log = Files.writeString(directory.resolve("mail.log"), FIRST);
        var facts = requireNonNull(FileFacts.of(log));
        found = new Sibling(log, facts.inode(), facts.size(), facts.modified(), Role.CURRENT);
    }

    @Test
    void aFileThatHasGrownSinceItWasFoundIsTheSame() throws IOException {
        // Given
        Files.writeString(log, FIRST + "and one of ann\n");
        // When
        try (var open = OpenFile.open(found, fingerprint)) {
            // Then
            assertThat(open.inode()).isEqualTo(found.inode());
            assertThat(open.size()).isGreaterThan(found.size());
        }
    }

    /// Copied and truncated meanwhile: the inode number is the same, and it is no shorter.
    @Test
    void aFileThatWasWrittenAnewSinceItWasFoundIsNot() throws IOException {
        // Given
        Files.writeString(log, "another log-in, of ann\n");
        // When, Then
        assertThatThrownBy(() -> OpenFile.open(found, fingerprint))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(log + " was written anew");
    }
}
