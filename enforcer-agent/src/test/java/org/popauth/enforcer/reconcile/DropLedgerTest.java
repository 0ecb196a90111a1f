package org.popauth.enforcer.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.firewall.DryRunFirewall;
import org.popauth.enforcer.firewall.FirewallSettings;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;

class DropLedgerTest {

    private static final Guard GUARD = new Guard(List.of(), 48);
    private static final Client CLIENT = Client.parse("203.0.113.9");

    @TempDir Path directory;

    private final Board board = new Board(1000);
    private final List<Effect> told = new ArrayList<>();
    private DropLedger ledger;

    @BeforeEach
    void begin() {
        var settings = new FirewallSettings(List.of(25), 1000);
        ledger =
                new DropLedger(
                        new DryRunFirewall(directory.resolve("firewall.nft"), settings),
                        null,
                        board,
                        () -> GUARD,
                        AgentClock.fixedAt(START),
                        new DropKeeper.Listeners(
                                told::addAll,
                                _ -> {},
                                new UntoldParts(directory.resolve("untold"))));
        ledger.lookIsOver();
    }

    private Standing decided() {
        var decision = made(Measure.DROP, "203.0.113.9", 1, START, Duration.ofHours(1));
        board.take(batch -> batch.accept(decision), Map.of(0, 1L));
        return (Standing) requireNonNull(board.all(Measure.DROP).get(CLIENT));
    }

    /// A look at many tells of what it met only once its turn comes, which can take minutes.
    @Test
    void whatALookMetBeforeItWasTakenIsToldOnceItIsTaken() {
        // Given
        var standing = decided();
        ledger.sweep(GUARD.fence(), 1, START, true);
        ledger.meet(standing, false);
        ledger.batch().flush(START);
        // When
        ledger.consider(CLIENT, standing, GUARD.fence(), START);
        ledger.batch().flush(START);
        // Then
        assertThat(told).extracting(Effect::outcome).containsExactly(Outcome.APPLIED);
        assertThat(told.getFirst().revision()).isEqualTo(1);
        ledger.lookIsOver();
        assertThat(told).hasSize(1);
    }
}
