package org.popauth.report.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailedLogInsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    @Test
    void anAddressThatFailsTooOftenIsRefusedUntilTheWindowIsOver() {
        // Given
        var failed = new FailedLogIns();
        for (int i = 0; i < FailedLogIns.FAILURES_MAX; i++) {
            assertThat(failed.tooMany("192.0.2.1", NOW)).isFalse();
            failed.failed("192.0.2.1", NOW);
        }

        // Then
        assertThat(failed.tooMany("192.0.2.1", NOW)).isTrue();
        assertThat(failed.tooMany("192.0.2.2", NOW)).isFalse();
        assertThat(failed.tooMany("192.0.2.1", NOW.plus(FailedLogIns.WINDOW))).isFalse();
    }

    @Test
    void onlySoManyAddressesAreRemembered() {
        // Given
        var failed = new FailedLogIns();
        for (int i = 0; i < FailedLogIns.FAILURES_MAX; i++) {
            failed.failed("first", NOW);
        }

        // When
        for (int i = 0; i < FailedLogIns.ADDRESSES_MAX; i++) {
            failed.failed("other" + i, NOW);
        }

        // Then
        assertThat(failed.tooMany("first", NOW)).isFalse();
    }

    @Test
    void aPasswordThatWasRightIsRememberedForAWhileAndNotLongerThanTheUsers() {
        // Given
        var recent = new RecentLogIns(new SecureRandom());
        var hash = PasswordHash.parse("{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=");
        var users = new Htpasswd(Map.of("alice", hash));

        // When
        recent.remember(users, "alice", "secret", NOW);

        // Then
        assertThat(recent.knows(users, "alice", "secret", NOW)).isTrue();
        assertThat(recent.knows(users, "alice", "other", NOW)).isFalse();
        assertThat(recent.knows(users, "alice", "secret", NOW.plus(RecentLogIns.REMEMBERED)))
                .isFalse();
        assertThat(recent.knows(new Htpasswd(Map.of("bob", hash)), "alice", "secret", NOW))
                .isFalse();
    }
}
