package org.popauth.enforcer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UntoldPartsTest {

    @TempDir Path directory;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private Path file() {
        return directory.resolve("untold");
    }

    private UntoldParts withThree() {
        var parts = new UntoldParts(file(), nanos::get);
        parts.add(BitSet.valueOf(new long[] {0b111}));
        return parts;
    }

    @Test
    void progressIsWrittenDownNoMoreThanOnceASecond() throws IOException {
        // Given
        var parts = withThree();

        // When
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        parts.remove(0);
        var within = Files.readString(file());
        nanos.incrementAndGet();
        parts.remove(1);

        // Then
        assertThat(within).isEqualTo("07\n");
        assertThat(Files.readString(file())).isEqualTo("04\n");
    }

    @Test
    void thatAllIsToldIsWrittenDownAtOnce() {
        // Given
        var parts = withThree();

        // When
        for (int part = 0; part < 3; part++) {
            parts.remove(part);
        }

        // Then
        assertThat(file()).doesNotExist();
    }
}
