package org.popauth.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class LengthOfTimeTest {

    @ParameterizedTest
    @CsvSource({
        "90s, PT90S, 1m 30s",
        "30m, PT30M, 30m",
        "24h, PT24H, 1d",
        "7d, P7D, 7d",
        "2w, P14D, 14d",
        "1d12h30m, PT36H30M, 1d 12h",
        "PT5M, PT5M, 5m",
    })
    void aLengthOfTimeIsReadAndWritten(String text, Duration expected, String written) {
        var duration = new LengthOfTime().convert(text);

        assertThat(duration).isEqualTo(expected);
        assertThat(LengthOfTime.text(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "5", "h", "-1h", "1.5h", "1 h", "PT-5M", "P", "999999999w"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> new LengthOfTime().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
