package org.popauth.maillog.header;

import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.ByName;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// Who writes lines, by what stands between their stamp and their message: `mx1 postfix/smtpd[`,
/// `mx1 dovecot: `.
///
/// Most lines begin as one before them did. Where host and program stand there, and what the caller
/// made of their names, is then known by one look-up, in half the time that it takes to read them.
///
/// @param <W> what the caller makes of host and program
final class Writers<W> {

    private final ByName<Known<W>> all = new ByName<>();
    private int from;
    private int to;

    /// Where the names stand, from where they begin.
    record Known<W>(int hostFrom, int hostTo, int programFrom, int programTo, W writer) {}

    /// Looks for the names that begin at the cursor, which stays; null when they are not known.
    @Nullable Known<W> find(Cursor cursor) {
        from = cursor.at();
        int limit = Math.min(cursor.end(), from + ByName.NAME_BYTES_MAX);
        to = Bytes.indexOfEither(cursor.bytes(), from, limit, '[', ':');
        return to < 0 ? null : all.find(cursor.bytes(), from, to);
    }

    /// Where the names begin that were looked for.
    int from() {
        return from;
    }

    /// Where they end, if they are such names; -1 if not.
    int to() {
        return to;
    }

    /// Keeps what was made of the names that were looked for.
    void put(byte[] bytes, Known<W> known) {
        all.put(bytes, from, to, known);
    }

    void clear() {
        all.clear();
    }
}
