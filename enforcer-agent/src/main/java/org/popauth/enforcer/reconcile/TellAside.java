package org.popauth.enforcer.reconcile;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Tells of many effects on another thread, so that the next changes do not wait until thousands
/// are written and sent; of few at once. In the order that they came in. For one thread.
final class TellAside implements Consumer<List<Effect>> {

    private static final int MANY = 1_000;
    private static final int PIECE = 500;
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final Consumer<List<Effect>> told;
    private CompletableFuture<Void> former = CompletableFuture.completedFuture(null);

    /// @param told what is called
    TellAside(Consumer<List<Effect>> told) {
        this.told = told;
    }

    /// Waits until all that came before is told. If that failed, these are told all the same, and
    /// then the failure is thrown.
    @Override
    public void accept(List<Effect> effects) {
        try {
            settle();
        } finally {
            begin(effects);
        }
    }

    private void begin(List<Effect> effects) {
        if (effects.size() < MANY) {
            told.accept(effects);
        } else {
            former = CompletableFuture.runAsync(() -> tell(effects), THREADS);
        }
    }

    /// Waits until everything is told. A failure is thrown once.
    void settle() {
        var last = former;
        former = CompletableFuture.completedFuture(null);
        last.join();
    }

    /// In pieces, so that nobody needs memory for all of it.
    private void tell(List<Effect> effects) {
        for (int from = 0; from < effects.size(); from += PIECE) {
            told.accept(effects.subList(from, Math.min(effects.size(), from + PIECE)));
        }
    }
}
