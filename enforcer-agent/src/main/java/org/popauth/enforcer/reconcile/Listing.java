package org.popauth.enforcer.reconcile;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.firewall.Firewall;

/// What the firewall lists, read by a thread of its own and handed over in pieces, so that the
/// keeper can do something else in between. A few pieces are in memory, however much is listed.
///
/// @param <R> what looking results in
final class Listing<R> implements AutoCloseable {

    private static final int ELEMENTS_PER_PIECE = 500;
    private static final int NUMBERS = 4;
    private static final int PIECES_MAX = 4;
    private static final int WAIT_MILLIS = 1;

    private final BlockingQueue<long[]> pieces = new ArrayBlockingQueue<>(PIECES_MAX);
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private final Thread reader;

    private Listing(Function<Firewall.Elements, R> look) {
        this.reader = Thread.ofVirtual().name("agent-listing").unstarted(() -> read(look));
    }

    /// Begins to look.
    static <R> Listing<R> of(Function<Firewall.Elements, R> look) {
        var listing = new Listing<R>(look);
        listing.reader.start();
        return listing;
    }

    private void read(Function<Firewall.Elements, R> look) {
        try {
            var piece = new Piece();
            var found = look.apply(piece);
            piece.handOver();
            result.complete(found);
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e); // whoever waits for it must not wait for ever
        }
    }

    /// Collects elements until it is full.
    private final class Piece implements Firewall.Elements {

        private final long[] numbers = new long[ELEMENTS_PER_PIECE * NUMBERS];
        private int length;

        @Override
        public void found(long high, long low, int prefixLength, long untilMillis) {
            numbers[length++] = high;
            numbers[length++] = low;
            numbers[length++] = prefixLength;
            numbers[length++] = untilMillis;
            if (length == numbers.length) {
                handOver();
            }
        }

        void handOver() {
            try {
                pieces.put(Arrays.copyOf(numbers, length));
                length = 0;
            } catch (InterruptedException e) {
                throw new CommandFailed("interrupted while looking at the firewall", e);
            }
        }
    }

    /// Tells what was found next, if something is within a moment.
    void tell(Firewall.Elements elements) throws InterruptedException {
        var piece = pieces.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        for (int i = 0; piece != null && i < piece.length; i += NUMBERS) {
            elements.found(piece[i], piece[i + 1], (int) piece[i + 2], piece[i + 3]);
        }
    }

    /// True when everything was told, or will never be.
    boolean isOver() {
        return result.isDone() && pieces.isEmpty();
    }

    /// What looking resulted in. Throws what it threw.
    R result() {
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /// Ends it, wherever it is.
    @Override
    public void close() {
        reader.interrupt();
    }
}
