package org.popauth.enforcer.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.events.Client;
import org.popauth.events.Measure;

class TableValueTest {

    private static String valueOf(String reply) {
        var client = Client.parse("203.0.113.9");
        var standing = new Standing(client, 1, List.of(), START, START, reply, "rbl: listed", null);
        return TableValue.of(Measure.REJECT, standing);
    }

    @ParameterizedTest
    @CsvSource({
        "554 go away, 554 go away",
        "go away, 554 go away",
        "550   too   wide, 550 too wide",
        "OK, 554 OK",
        "250 fine, 554 250 fine",
        "RELAY, 554 RELAY"
    })
    void itAlwaysRefuses(String reply, String value) {
        assertThat(valueOf(reply)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"554 a\n203.0.113.1 OK", "554 \u001b[31m", "\t554 é", "x\u0000y", ""})
    void itIsOneLineOfPrintableText(String reply) {
        assertThat(valueOf(reply)).matches("554 [\\x20-\\x7e]+");
    }

    @Test
    void itIsNeverLong() {
        assertThat(valueOf("x".repeat(10_000))).hasSizeLessThan(400);
    }
}
