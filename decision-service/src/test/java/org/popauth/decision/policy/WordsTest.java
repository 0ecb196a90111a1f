package org.popauth.decision.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "30, 30 s",
        "90, 90 s",
        "600, 10 min",
        "3598, 59 min 58 s",
        "3600, 1 h",
        "5400, 90 min",
        "3700, 1 h 1 min 40 s",
        "12600, 3 h 30 min",
        "86400, 24 h",
        "604800, 7 days"
    })
    void aDurationIsSaidExactly(long seconds, String words) {
        assertThat(Words.of(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, less than a minute",
        "59, less than a minute",
        "60, 1 min",
        "3538, 59 min",
        "3598, 1 h",
        "8400, 2 h 20 min",
        "14393, 4 h",
        "43144, 12 h",
        "86347, 24 h",
        "172790, 2 days",
        "529200, 6 days 3 h"
    })
    void whatIsLeftIsSaidAsWhoWaitsWantsToKnowIt(long seconds, String words) {
        assertThat(Words.about(Duration.ofSeconds(seconds))).isEqualTo(words);
    }
}
