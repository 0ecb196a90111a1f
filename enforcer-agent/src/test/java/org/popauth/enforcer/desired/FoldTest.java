package org.popauth.enforcer.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.simulated;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.popauth.events.Client;
import org.popauth.events.Measure;

class FoldTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Client CLIENT = Client.parse("203.0.113.9");

    private final Fold fold = new Fold(2);

    @Test
    void theHigherRevisionCountsWhateverTheOrder() {
        // Given
        fold.accept(withdrawn(Measure.DROP, "203.0.113.9", 2, START));

        // When
        boolean changed = fold.accept(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));

        // Then
        assertThat(changed).isFalse();
        assertThat(fold.last(Measure.DROP, CLIENT)).isInstanceOf(Folded.Ended.class);
    }

    @Test
    void theSameRevisionTwiceChangesNothing() {
        // Given
        fold.accept(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));

        // When
        boolean changed = fold.accept(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));

        // Then
        assertThat(changed).isFalse();
    }

    @Test
    void measuresOfOneClientAreIndependent() {
        // Given
        fold.accept(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));

        // When
        fold.accept(withdrawn(Measure.REJECT, "203.0.113.9", 2, START));

        // Then
        assertThat(fold.last(Measure.DROP, CLIENT)).isInstanceOf(Folded.Standing.class);
    }

    @Test
    void aSimulatedDecisionCountsForNothing() {
        // When
        boolean changed = fold.accept(simulated(made(Measure.DROP, "203.0.113.9", 1, START, HOUR)));

        // Then
        assertThat(changed).isFalse();
        assertThat(fold.all(Measure.DROP)).isEmpty();
    }

    @Test
    void aKeyThatIsForgottenIsGone() {
        // Given
        fold.accept(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));

        // When
        boolean changed = fold.forget(Measure.DROP, CLIENT);

        // Then
        assertThat(changed).isTrue();
        assertThat(fold.all(Measure.DROP)).isEmpty();
    }

    @Test
    void beyondTheLimitNewOnesAreRefusedAndCountedAndEndsAreTaken() {
        // Given
        fold.accept(made(Measure.DROP, "203.0.113.1", 1, START, HOUR));
        fold.accept(made(Measure.DROP, "203.0.113.2", 2, START, HOUR));

        // When
        boolean third = fold.accept(made(Measure.DROP, "203.0.113.3", 3, START, HOUR));
        boolean end = fold.accept(withdrawn(Measure.DROP, "203.0.113.1", 4, START));

        // Then
        assertThat(third).isFalse();
        assertThat(end).isTrue();
        assertThat(fold.refused()).isEqualTo(1);
    }

    @Test
    void whatIsLongOverIsPruned() {
        // Given
        fold.accept(made(Measure.DROP, "203.0.113.1", 1, START, HOUR));
        fold.accept(made(Measure.DROP, "203.0.113.2", 2, START, HOUR.multipliedBy(3)));

        // When
        fold.prune(Measure.DROP, START.plus(HOUR.multipliedBy(2)));

        // Then
        assertThat(fold.all(Measure.DROP))
                .extracting(Folded::client)
                .containsExactly(Client.parse("203.0.113.2"));
    }
}
