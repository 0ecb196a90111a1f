package org.popauth.testsupport.exec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/// Fuzzing can fail: without that, its passing says nothing.
class FuzzingTest {

    @Test
    void aPlantedMistakeIsFoundAndNamed() {
        // Given
        var fuzzing = new Fuzzing(BrokenFuzz.class, List.of(new byte[] {'x'}), List.of());

        // When, then
        assertThatThrownBy(fuzzing::run)
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("IllegalStateException: planted")
                .hasMessageContaining("Base64");
    }
}
