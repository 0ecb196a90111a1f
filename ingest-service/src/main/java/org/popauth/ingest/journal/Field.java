package org.popauth.ingest.journal;

import org.jspecify.annotations.Nullable;

/// The fields of a journal entry that are looked at; see systemd.journal-fields(7). Those with an
/// underscore in front are added by journald itself, and no sender can set them.
enum Field {
    MESSAGE,
    PRIORITY,
    SYSLOG_FACILITY,
    SYSLOG_IDENTIFIER,
    SYSLOG_PID,
    _PID,
    _UID,
    _COMM,
    _SYSTEMD_UNIT,
    _HOSTNAME,
    _SOURCE_REALTIME_TIMESTAMP,
    __REALTIME_TIMESTAMP,
    __CURSOR;

    /// The longest value of a field other than the message that is kept.
    static final int VALUE_BYTES_MAX = 512;

    private static final Field[] ALL = values();

    /// The field of this name; null if it is not looked at.
    static @Nullable Field of(byte[] name, int from, int to) {
        for (var field : ALL) {
            if (field.isNamed(name, from, to)) {
                return field;
            }
        }
        return null;
    }

    private boolean isNamed(byte[] name, int from, int to) {
        var text = name();
        boolean same = text.length() == to - from;
        for (int i = 0; same && i < text.length(); i++) {
            same = text.charAt(i) == name[from + i];
        }
        return same;
    }
}
