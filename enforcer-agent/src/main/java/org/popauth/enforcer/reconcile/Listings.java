package org.popauth.enforcer.reconcile;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.firewall.Firewall;

/// Reads what the firewall lists of dropped clients. What is decided meanwhile is changed in
/// between, and waits for no listing.
final class Listings {

    /// A program begins its listing anew when something is changed meanwhile. When it has been at
    /// it for so long that it does not get through, changes wait: this part of the time beyond.
    private static final int SHARE = 8;

    private static final long USUAL_NANOS = 500_000_000;

    /// A listing of some of many gives way to what is decided meanwhile, but not more often than
    /// this in a row.
    private static final int GIVEN_WAY_MAX = 10;

    private final Firewall firewall;
    private final DropLedger ledger;
    private final AgentClock clock;
    private final BooleanSupplier serve;
    private int givenWay;

    /// @param serve changes what was decided meanwhile; true when there was something
    Listings(Firewall firewall, DropLedger ledger, AgentClock clock, BooleanSupplier serve) {
        this.firewall = firewall;
        this.ledger = ledger;
        this.clock = clock;
        this.serve = serve;
    }

    /// Lists everything.
    ///
    /// @return what is not in order
    Optional<String> all(Sweep sweep) {
        return confirmed(read(sweep, true, elements -> firewall.look(clock.now(), elements)));
    }

    /// Lists all but the dropped clients.
    ///
    /// @return what is not in order
    Optional<String> disorder(Sweep sweep) {
        return confirmed(read(sweep, true, _ -> firewall.disorder()));
    }

    /// What the agent itself changed meanwhile is in order.
    private Optional<String> confirmed(Optional<Optional<String>> found) {
        var wrong = found.flatMap(Function.identity());
        return wrong.isPresent() ? firewall.disorder() : wrong;
    }

    /// Lists the dropped clients of a part.
    ///
    /// @param patient false to give way, in reason
    /// @return false when it gave way
    boolean part(int part, Sweep sweep, boolean patient) {
        var listed =
                read(
                        sweep,
                        patient || givenWay >= GIVEN_WAY_MAX,
                        elements -> {
                            firewall.look(part, clock.now(), elements);
                            return part;
                        });
        givenWay = listed.isPresent() ? 0 : givenWay + 1;
        return listed.isPresent();
    }

    /// @param patient false to end once something was decided: a program would begin anew
    /// @return empty when it was ended
    private <R> Optional<R> read(
            Sweep sweep, boolean patient, Function<Firewall.Elements, R> look) {
        ledger.listing();
        var batch = ledger.batch();
        long began = System.nanoTime();
        long next = began;
        try (var listing = Listing.of(look)) {
            while (!listing.isOver()) {
                listing.tell(sweep);
                if (batch.isFull()) {
                    batch.flush(clock.now());
                }
                if (System.nanoTime() - next >= 0 && serve.getAsBoolean()) {
                    if (!patient) {
                        return Optional.empty();
                    }
                    long now = System.nanoTime();
                    next = now + Math.max(0, now - began - USUAL_NANOS) / SHARE;
                }
            }
            return Optional.of(listing.result());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted while looking at the firewall", e);
        }
    }
}
