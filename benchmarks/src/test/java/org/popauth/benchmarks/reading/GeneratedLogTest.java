package org.popauth.benchmarks.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The generated log holds what its truth says, and the same seed gives the same log.
class GeneratedLogTest {

    private static final int LINES = 60_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20_261_123})
    void whatIsReadFromALogIsExactlyWhatWasWrittenIntoIt(long seed) throws IOException {
        // Given
        var out = new ByteArrayOutputStream();
        var truth = new GeneratedLog(seed).write(out, LINES);

        // When
        var read = ReadLog.read(new ByteArrayInputStream(out.toByteArray()));

        // Then
        assertThat(read).hasToString(truth.toString());
        assertThat(truth.toString())
                .contains(
                        "lines " + LINES,
                        "login-succeeded",
                        "login-failed",
                        "logged-out",
                        "rbl-listed",
                        "relay-denied",
                        "recipient-unknown",
                        "protocol-abuse",
                        "pregreet",
                        "dnsbl-ranked");
    }

    @Test
    void theSameSeedGivesTheSameLog() throws IOException {
        assertThat(log(7)).isEqualTo(log(7)).isNotEqualTo(log(8));
    }

    private static byte[] log(long seed) throws IOException {
        var out = new ByteArrayOutputStream();
        new GeneratedLog(seed).write(out, 2000);
        return out.toByteArray();
    }
}
