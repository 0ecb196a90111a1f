package org.popauth.ingest.journal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Printable;
import org.popauth.ingest.line.LineSink;

/// The entry of the journal that is being read. One object is used for one entry after the other.
///
/// It is handed on as a line of RFC 5424: `<22>1 2026-11-23T06:52:57.459060Z mx1 postfix/smtpd 4711
/// -
///   - connect from …`.
final class Entry {

    private static final int HEADER_BYTES_MAX = 2048;
    private static final long TIME_MAX = 253_402_300_799_999_999L;
    private static final int WHO_CHARS_MAX = 256;
    private static final int MAIL = 2;
    private static final int INFO = 6;

    private final Senders senders;
    private final byte[] defaultHost;
    private final Value[] values = new Value[Field.values().length];
    private final LineText line;
    private boolean empty = true;
    private boolean believed = true;

    /// @param defaultHost the mail host of entries that name none
    /// @param messageBytesMax the longest message that is kept whole
    Entry(Senders senders, String defaultHost, int messageBytesMax) {
        this.senders = senders;
        this.defaultHost = defaultHost.getBytes(StandardCharsets.US_ASCII);
        this.line = new LineText(messageBytesMax + HEADER_BYTES_MAX);
        for (var field : Field.values()) {
            int max = field == Field.MESSAGE ? messageBytesMax : Field.VALUE_BYTES_MAX;
            values[field.ordinal()] = new Value(max);
        }
    }

    /// Forgets all fields.
    void clear() {
        if (!empty) {
            for (var value : values) {
                value.clear();
            }
        }
        empty = true;
        believed = true;
    }

    /// Takes the value of a field.
    ///
    /// @param field null if nobody looks at it
    /// @param cut true when the value is only the beginning of the real one
    void put(@Nullable Field field, byte[] bytes, int from, int to, boolean cut) {
        empty = false;
        if (field == null) {
            return;
        }
        var value = value(field);
        if (field == Field._UID) {
            // journald writes one; of several, all must be good.
            value.clear();
            value.set(bytes, from, to, cut);
            believed &= senders.believesUser(value.number());
        } else {
            value.set(bytes, from, to, cut);
        }
    }

    private Value value(Field field) {
        return values[field.ordinal()];
    }

    /// True when no field was seen.
    boolean isEmpty() {
        return empty;
    }

    /// Where the entry stands in its journal; empty if it does not say.
    String cursor() {
        return value(Field.__CURSOR).toString();
    }

    /// Hands on the entry as a line, or that its sender is not believed. An entry without a message
    /// is handed on as a blank line.
    void hand(long offset, LineSink sink) throws InterruptedException {
        if (!isBelieved()) {
            sink.refused(offset, who());
            return;
        }
        line.clear();
        boolean whole = !value(Field.MESSAGE).hasText() || write();
        sink.line(line.bytes(), 0, line.length(), offset, !whole);
    }

    private String who() {
        var text =
                "uid=%s unit=%s comm=%s program=%s"
                        .formatted(
                                value(Field._UID),
                                value(Field._SYSTEMD_UNIT),
                                value(Field._COMM),
                                value(Field.SYSLOG_IDENTIFIER));
        return Printable.of(text, WHO_CHARS_MAX);
    }

    private boolean isBelieved() {
        return believed
                && senders.believesUser(value(Field._UID).number())
                && senders.believesUnit(value(Field._SYSTEMD_UNIT));
    }

    private boolean write() {
        line.put('<').number(priority()).put(">1 ");
        long micros = micros();
        if (micros < 0) {
            line.put('-');
        } else {
            line.time(micros);
        }
        line.put(' ');
        word(Field._HOSTNAME, null);
        line.put(' ');
        word(Field.SYSLOG_IDENTIFIER, Field._COMM);
        line.put(' ');
        word(Field.SYSLOG_PID, Field._PID);
        line.put(" - - ");
        var message = value(Field.MESSAGE);
        return line.text(message.bytes(), message.length()) && !message.isCut();
    }

    private long priority() {
        long facility = value(Field.SYSLOG_FACILITY).number();
        long level = value(Field.PRIORITY).number();
        return 8 * (facility >= 0 && facility < 24 ? facility : MAIL)
                + (level >= 0 && level < 8 ? level : INFO);
    }

    /// When the sender wrote it, as journald saw it; when journald stored it, if it says no more.
    private long micros() {
        long written = value(Field._SOURCE_REALTIME_TIMESTAMP).number();
        long micros = written >= 0 ? written : value(Field.__REALTIME_TIMESTAMP).number();
        return micros <= TIME_MAX ? micros : -1;
    }

    private void word(Field field, @Nullable Field otherwise) {
        var value = value(field);
        if (!value.hasText() && otherwise != null) {
            value = value(otherwise);
        }
        if (value.hasText()) {
            line.word(value.bytes(), value.length());
        } else if (field == Field._HOSTNAME) {
            line.word(defaultHost, defaultHost.length);
        } else {
            line.put('-');
        }
    }
}
