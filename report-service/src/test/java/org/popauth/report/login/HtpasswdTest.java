package org.popauth.report.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtpasswdTest {

    private static final String APR1 = "$apr1$alice123$OEIQN7YbYGwRoqkCvDCSB.";

    @Test
    void theThreeKindsOfHashesOfHtpasswdAreKnown() {
        // Given
        var users =
                Htpasswd.parse(
                        List.of(
                                "# people",
                                "",
                                "bcrypt:" + bcrypt("s3cret"),
                                "apr1:" + APR1,
                                "sha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ="));

        // Then
        assertThat(users.names()).containsExactlyInAnyOrder("bcrypt", "apr1", "sha");
        assertThat(users.knows("bcrypt", "s3cret")).isTrue();
        assertThat(users.knows("apr1", "alice secret")).isTrue();
        assertThat(users.knows("sha", "secret")).isTrue();
    }

    @Test
    void aWrongPasswordIsRefusedWithEachKind() {
        var users =
                Htpasswd.parse(
                        List.of(
                                "bcrypt:" + bcrypt("s3cret"),
                                "apr1:" + APR1,
                                "sha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ="));

        for (var user : users.names()) {
            assertThat(users.knows(user, "wrong")).as(user).isFalse();
            assertThat(users.knows(user, "")).as(user).isFalse();
            assertThat(users.knows(user, "x".repeat(100_000))).as(user).isFalse();
        }
    }

    @Test
    void nobodyIsKnownByAnEmptyFile() {
        assertThat(Htpasswd.EMPTY.knows("alice", "")).isFalse();
        assertThat(Htpasswd.parse(List.of("a:" + APR1)).knows("b", "alice secret")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice:secret", // plain
                "alice:rqXexS6ZhobKA", // crypt
                "alice:$1$salt$qJH7.N4xYta3aEG/dfqo/0", // MD5 crypt
                "alice:$6$salt$x", // SHA-512 crypt
                "alice:",
                "alice:$2y$31$cccccccccccccccccccccOXkWbFDgUcSnTMRnXFSDEOCL3V3FvXtq",
                ":$apr1$alice123$OEIQN7YbYGwRoqkCvDCSB.",
                "alice"
            })
    void otherKindsOfHashesAreRefusedByLineAndNeverRepeated(String line) {
        assertThatThrownBy(() -> Htpasswd.parse(List.of("ok:" + APR1, line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2: ")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("rqXexS6ZhobKA");
    }

    @Test
    void plainTextAndCryptAreRefusedWithTheWayOut() {
        assertThatThrownBy(() -> Htpasswd.parse(List.of("alice:secret")))
                .hasMessageContaining("plain text and crypt are not accepted")
                .hasMessageContaining("htpasswd -B");
    }

    private static String bcrypt(String password) {
        return new String(
                BCrypt.with(BCrypt.Version.VERSION_2Y).hash(5, password.getBytes(UTF_8)), UTF_8);
    }
}
