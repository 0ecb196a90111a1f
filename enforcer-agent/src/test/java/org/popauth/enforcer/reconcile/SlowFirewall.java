package org.popauth.enforcer.reconcile;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.events.Network;

/// A firewall that something happens in while it is looked at, before or after it was listed. The
/// look is not over before a change was made, or five seconds are.
final class SlowFirewall implements Firewall {

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final Firewall firewall;
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private @Nullable Runnable before;
    private @Nullable Runnable after;
    private Runnable beforeChange = () -> {};
    private boolean inTime;

    SlowFirewall(Firewall firewall) {
        this.firewall = firewall;
    }

    /// What happens during the next look, before anything is listed.
    void beforeListing(Runnable happening) {
        before = happening;
    }

    /// What happens during the next look, after everything was listed.
    void afterListing(Runnable happening) {
        after = happening;
    }

    /// What happens before each change is made.
    void beforeChange(Runnable happening) {
        beforeChange = happening;
    }

    /// What was changed, ever.
    List<Change> changes() {
        return changes;
    }

    /// True when the look was not over when the change was made.
    boolean changedInTime() {
        return inTime;
    }

    private void happen(@Nullable Runnable happening) {
        if (happening == null) {
            return;
        }
        int changesBefore = changes.size();
        happening.run();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (changes.size() == changesBefore && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        inTime = changes.size() > changesBefore;
    }

    @Override
    public Optional<String> look(Instant now, Elements elements) {
        look(0, now, elements);
        return firewall.disorder();
    }

    @Override
    public void look(int part, Instant now, Elements elements) {
        var first = before;
        before = null;
        happen(first);
        firewall.look(part, now, elements);
        var last = after;
        after = null;
        happen(last);
    }

    @Override
    public void apply(List<? extends Change> some, Instant now) {
        beforeChange.run();
        firewall.apply(some, now);
        changes.addAll(some);
    }

    @Override
    public String name() {
        return firewall.name();
    }

    @Override
    public void prepare(Collection<Network> allowed, Instant now) {
        firewall.prepare(allowed, now);
    }

    @Override
    public Optional<String> disorder() {
        return firewall.disorder();
    }

    @Override
    public void withdraw() {
        firewall.withdraw();
    }
}
