package org.popauth.enforcer.postfix;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A type of indexed table that Postfix can look up addresses in and that postmap writes, best
/// first.
public enum TableType {
    /// Seen by running processes at once, within a session too; every change is a transaction of
    /// the file, so it is made in place.
    LMDB(".lmdb", true, 1000),
    /// Read only once built: always replaced by renaming a new one.
    CDB(".cdb", false, Integer.MAX_VALUE),
    /// Berkeley DB. Always replaced by renaming, a few entries too: a change in place within the
    /// second that a process opened the table is never noticed, and one that is interrupted leaves
    /// an empty table.
    HASH(".db", false, 100),
    /// Berkeley DB; as HASH.
    BTREE(".db", false, 100);

    private final String suffix;
    private final boolean inPlace;
    private final int entriesForEachChange;

    TableType(String suffix, boolean inPlace, int entriesForEachChange) {
        this.suffix = suffix;
        this.inPlace = inPlace;
        this.entriesForEachChange = entriesForEachChange;
    }

    /// What postmap adds to the name of the source file.
    String suffix() {
        return suffix;
    }

    boolean inPlace() {
        return inPlace;
    }

    /// Whether postmap can list what stands in it.
    boolean isListed() {
        return this != CDB;
    }

    /// Whether changing some entries of a table costs less than making all of it anew, by
    /// measurement.
    ///
    /// @param changes how many entries are to be changed
    /// @param entries how many the table has
    boolean changesSingly(int changes, int entries) {
        return changes <= entries / entriesForEachChange;
    }

    /// The type as Postfix calls it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The type with this name; empty for one that postmap does not write.
    public static Optional<TableType> of(String text) {
        return Stream.of(values()).filter(it -> it.toString().equals(text)).findFirst();
    }
}
