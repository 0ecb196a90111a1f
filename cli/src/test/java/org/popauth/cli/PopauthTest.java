package org.popauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopauthTest {

    private static final List<String> COMMANDS =
            List.of(
                    "up",
                    "replay",
                    "explain",
                    "list",
                    "show",
                    "ban",
                    "lift",
                    "allow",
                    "disallow",
                    "doctor",
                    "purge",
                    "lab",
                    "test",
                    "version");

    @Test
    void helpNamesEveryCommandOnOneLine() {
        var run = Run.of("help");

        assertThat(run.status()).isZero();
        for (var command : COMMANDS) {
            assertThat(run.out()).containsPattern("(?m)^  " + command + " +\\S.{10,70}$");
        }
    }

    @Test
    void withoutACommandItHelps() {
        assertThat(Run.of()).isEqualTo(Run.of("help"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "replay",
                "explain",
                "list",
                "show",
                "ban",
                "lift",
                "allow",
                "disallow",
                "doctor",
                "purge",
                "lab",
                "test",
                "version"
            })
    void everyCommandHasHelp(String command) {
        var run = Run.of("help", command);

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: popauth " + command);
        assertThat(Run.of(command, "--help").out()).isEqualTo(run.out());
    }

    @Test
    void versionSaysWhichPopauthAndWhichJava() {
        assertThat(Run.of("version").out()).matches("popAuth \\d+\\.\\S+, Java 25\\S*\\R");
        assertThat(Run.of("version", "--output", "json").out()).contains("\"popauth\" : \"4.");
    }

    @Test
    void whatItDoesNotKnowIsNamed() {
        var run = Run.of("frobnicate");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("'frobnicate'").contains("See `popauth help`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.999", "mail.example.org", "203.0.113.0/24", "::1::"})
    void aBadAddressIsNamed(String address) {
        var run = Run.of("ban", address, "--reason", "test");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(address).contains("See `popauth help ban`");
    }

    @Test
    void aBadLengthOfTimeIsNamed() {
        var run = Run.of("ban", "203.0.113.9", "--for", "tomorrow", "--reason", "test");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'tomorrow' is not a length of time like 30m, 24h or 7d");
    }

    @Test
    void anOrderNeedsAReason() {
        assertThat(Run.of("lift", "203.0.113.9").err()).contains("--reason");
        assertThat(Run.of("lift", "203.0.113.9", "--reason", " ").err())
                .contains("--reason needs 1 to 512 characters");
    }

    @Test
    void aBanIsEitherRejectOrDrop() {
        var run = Run.of("ban", "203.0.113.9", "--drop", "--reject", "--reason", "test");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--reject, --drop are mutually exclusive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "replay some.log", "purge --tables", "lab", "test"})
    void whatOnlyTheScriptStartsSaysSo(String command) {
        var run = Run.of(command.split(" "));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("is started by the script popauth");
    }

    @Test
    void theTrainingOfTheJvmFailsNowhere() {
        Training.main(new String[0]);
    }
}
