package org.popauth.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.standalone.fault.StartFailure;

class SourceSpecTest {

    @TempDir Path temporary;

    @Test
    void aPathIsAFile() throws Exception {
        // Given
        var log = Files.createFile(temporary.resolve("mail.log"));
        // When
        var spec = SourceSpec.parse(log.toString());
        // Then
        assertThat(spec).isEqualTo(new SourceSpec("file", log));
        assertThat(SourceSpec.parse("file:" + log)).isEqualTo(spec);
    }

    @Test
    void aDirectoryIsNoLog() {
        for (var text : List.of(temporary.toString(), "file:" + temporary)) {
            assertThatThrownBy(() -> SourceSpec.parse(text))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage(temporary + " is a directory; name the log files in it");
        }
    }

    @Test
    void aPipeNeedNotExist() {
        // When
        var spec = SourceSpec.parse("pipe:" + temporary.resolve("fifo"));
        // Then
        assertThat(spec).isEqualTo(new SourceSpec("pipe", temporary.resolve("fifo")));
    }

    @Test
    void standardInputHasNoPath() {
        assertThat(SourceSpec.parse("stdin")).isEqualTo(new SourceSpec("stdin", null));
    }

    @Test
    void theJournalHasNoPath() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/journalctl")), "needs journalctl");
        assertThat(SourceSpec.parse("journal")).isEqualTo(new SourceSpec("journal", null));
    }

    @Test
    void aFileIsNoPipe() throws Exception {
        // Given
        var log = Files.createFile(temporary.resolve("mail.log"));
        // When, Then
        assertThatThrownBy(() -> SourceSpec.parse("pipe:" + log))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("is not a named pipe");
    }
}
