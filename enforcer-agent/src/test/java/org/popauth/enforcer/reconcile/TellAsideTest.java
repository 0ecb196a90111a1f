package org.popauth.enforcer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.popauth.enforcer.Decisions.START;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;

@Timeout(20)
class TellAsideTest {

    private static final Effect EFFECT =
            new Effect(
                    START,
                    Measure.DROP,
                    Client.parse("203.0.113.9"),
                    1,
                    Outcome.APPLIED,
                    "dry-run",
                    null,
                    "rbl: listed",
                    null,
                    null);

    private static List<Effect> effects(int count) {
        return Collections.nCopies(count, EFFECT);
    }

    @Test
    void fewAreToldAtOnce() {
        // Given
        var told = new ArrayList<Integer>();
        var tell = new TellAside(effects -> told.add(effects.size()));

        // When
        tell.accept(effects(1));

        // Then
        assertThat(told).containsExactly(1);
    }

    @Test
    void manyAreNotWaitedForAndTheOrderStays() {
        // Given
        var told = new ArrayList<Integer>();
        var mayTell = new CountDownLatch(1);
        var tell =
                new TellAside(
                        effects -> {
                            await(mayTell);
                            told.add(effects.size());
                        });

        // When
        tell.accept(effects(1_200));
        mayTell.countDown();
        tell.accept(effects(2));

        // Then
        assertThat(told).containsExactly(500, 500, 200, 2);
    }

    @Test
    void whatFailedIsNotKeptSecretAndKeepsNothingElseFromBeingTold() {
        // Given
        var told = new ArrayList<Integer>();
        var tell =
                new TellAside(
                        effects -> {
                            if (effects.size() == 500) {
                                throw new IllegalStateException("full");
                            }
                            told.add(effects.size());
                        });
        tell.accept(effects(5_000));

        // When
        assertThatThrownBy(() -> tell.accept(effects(1)))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("full");
        tell.accept(effects(2));

        // Then
        assertThat(told).containsExactly(1, 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
