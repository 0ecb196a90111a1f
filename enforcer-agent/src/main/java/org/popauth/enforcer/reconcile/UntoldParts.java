package org.popauth.enforcer.reconcile;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.popauth.enforcer.desired.Roster;

/// The parts of the [Roster] in which something is dropped that nobody was told of yet, in a file:
/// an agent that is stopped before it has told everything goes on after its restart. What it had
/// told in the last second or of the part that it was at, it then tells again. Not thread-safe.
///
/// The kernel forgets at a reboot what it drops, so nothing is forced to the disk.
public final class UntoldParts {

    private static final long PROGRESS_EVERY_NANOS = 1_000_000_000;

    private final Path file;
    private final BitSet left;
    private final BitSet parts = new BitSet(Roster.PARTS);
    private final LongSupplier nanos;
    private long writtenNanos;

    /// @param file is there only while something is untold
    public UntoldParts(Path file) {
        this(file, System::nanoTime);
    }

    /// @param nanos tells how much time goes by
    UntoldParts(Path file, LongSupplier nanos) {
        this.file = file;
        this.nanos = nanos;
        this.writtenNanos = nanos.getAsLong();
        this.left = read(file);
        parts.or(left);
    }

    /// Without a note of all parts everything is told again: rather twice than never.
    private static BitSet read(Path file) {
        var all = new BitSet(Roster.PARTS);
        all.set(0, Roster.PARTS);
        try {
            if (!Files.exists(file)) {
                return new BitSet(Roster.PARTS);
            }
            var bits = BitSet.valueOf(HexFormat.of().parseHex(Files.readString(file).strip()));
            return bits.isEmpty() || bits.length() > Roster.PARTS ? all : bits;
        } catch (IOException | IllegalArgumentException e) {
            Log.warnf("%s cannot be read: %s; all that is dropped is told", file, e.getMessage());
            return all;
        }
    }

    /// True when an earlier agent did not come to tell all of a part.
    boolean wasLeft(int part) {
        return left.get(part);
    }

    /// All that earlier agents left is known now, decision by decision.
    void leftIsKnown() {
        left.clear();
    }

    boolean contains(int part) {
        return parts.get(part);
    }

    void add(BitSet some) {
        int before = parts.cardinality();
        parts.or(some);
        if (parts.cardinality() > before) {
            write();
        }
    }

    void remove(int part) {
        if (parts.get(part)) {
            parts.clear(part);
            if (parts.isEmpty() || nanos.getAsLong() - writtenNanos > PROGRESS_EVERY_NANOS) {
                write();
            }
        }
    }

    private void write() {
        writtenNanos = nanos.getAsLong();
        try {
            if (parts.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.writeString(file, HexFormat.of().formatHex(parts.toByteArray()) + "\n");
            }
        } catch (IOException e) {
            Log.warnf("cannot write %s: %s", file, e.getMessage());
        }
    }
}
