package org.popauth.enforcer.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.popauth.enforcer.reconcile.Effect;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.MailHost;
import org.popauth.events.Measure;

/// While nobody sends what is offered.
class ReportsTest {

    private final Outgoing outgoing = new Outgoing(Map.of());
    private final Reports reports = new Reports(outgoing, new MailHost("mx1"));

    private static List<Effect> effects(int count) {
        var effect =
                new Effect(
                        Instant.EPOCH,
                        Measure.DROP,
                        Client.parse("203.0.113.9"),
                        1,
                        Outcome.APPLIED,
                        "nftables",
                        null,
                        "failed-login: 3 in 10 min",
                        null,
                        null);
        return Collections.nCopies(count, effect);
    }

    @Test
    void thereIsRoomForManyWhileLessThanAThousandWait() {
        // When
        reports.effects(effects(999));
        boolean before = reports.hasRoom();
        reports.effects(effects(1));

        // Then
        assertThat(before).isTrue();
        assertThat(reports.hasRoom()).isFalse();
        assertThat(outgoing.lost()).isZero();
    }

    @Test
    void whatTwentyThousandThatWaitLeaveNoPlaceForIsLostAndCounted() {
        // When
        reports.effects(effects(20_000));
        long before = outgoing.lost();
        reports.effects(effects(3));

        // Then
        assertThat(before).isZero();
        assertThat(outgoing.lost()).isEqualTo(3);
    }

    @Test
    void aReceiptIsForWhatWasReportedBeforeIt() {
        // When
        var nothing = reports.receipt();
        reports.effects(effects(1));

        // Then
        assertThat(nothing.getAsBoolean()).isTrue();
        assertThat(reports.receipt().getAsBoolean()).isFalse();
    }
}
