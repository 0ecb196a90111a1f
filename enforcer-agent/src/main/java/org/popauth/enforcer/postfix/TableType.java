package org.popauth.enforcer.postfix;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A type of indexed table that Postfix can look up addresses in and that postmap writes, best
/// first.
public enum TableType {
    /// Seen by running processes at once; a rebuild is a transaction of the file, so it is made in
    /// place, and a process that has the file open would never notice another one in its stead.
    LMDB(".lmdb", true),
    /// Read only once built.
    CDB(".cdb", false),
    /// Berkeley DB. Always replaced by renaming: a change in place within the second that a process
    /// opened the table is never noticed, and a rebuild that is interrupted leaves an empty table.
    HASH(".db", false),
    /// Berkeley DB; as HASH.
    BTREE(".db", false);

    private final String suffix;
    private final boolean inPlace;

    TableType(String suffix, boolean inPlace) {
        this.suffix = suffix;
        this.inPlace = inPlace;
    }

    /// What postmap adds to the name of the source file.
    String suffix() {
        return suffix;
    }

    boolean inPlace() {
        return inPlace;
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
