package org.popauth.maillog.header;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// A line of syslog whose parts are members of a JSON object, as rsyslog, syslog-ng, Vector, Fluent
/// Bit and Graylog (GELF) write it: `{"timestamp":"…","hostname":"mx1","appname":"postfix/smtpd",
/// "procid":"815","message":"…"}`, in any order and among others.
///
/// An object that names no program is not one: its message could be anybody's.
final class JsonRecord {

    private static final int TIME = 0;
    private static final int HOST = 1;
    private static final int PROGRAM = 2;
    private static final int PROCESS = 3;
    private static final int MESSAGE = 4;

    private static final int OF_OTHERS = -1;
    private static final int NO_NAME = -2;

    /// The names of each part, without underscores before them.
    private static final String[][] NAMES = {
        {"timestamp", "@timestamp", "time", "date", "timereported", "ISODATE", "DATE"},
        {"hostname", "host", "HOST", "fromhost", "source"},
        {"appname", "app-name", "program", "PROGRAM", "programname", "ident", "application_name"},
        {"procid", "pid", "PID", "process_id"},
        {"message", "msg", "MESSAGE", "short_message"}
    };

    private final JsonText values = new JsonText();
    private final JsonText line = new JsonText();
    private final int[] from = new int[NAMES.length];
    private final int[] to = new int[NAMES.length];

    /// Turns the object into `STAMP host program[pid]: message`, over which the cursor goes; false
    /// if it is none.
    boolean read(Cursor cursor) {
        values.clear();
        for (int part = 0; part < NAMES.length; part++) {
            from[part] = 0;
            to[part] = 0;
        }
        if (!readMembers(cursor) || !isWord(PROGRAM) || isMissing(TIME) || isMissing(MESSAGE)) {
            return false;
        }
        compose();
        cursor.reset(line.bytes(), 0, line.length());
        return true;
    }

    private boolean readMembers(Cursor cursor) {
        cursor.skip('{');
        do {
            cursor.skipAll(' ');
            if (!readMember(cursor)) {
                return false;
            }
            cursor.skipAll(' ');
        } while (cursor.skip(','));
        return cursor.skip('}') && cursor.atEnd();
    }

    private boolean readMember(Cursor cursor) {
        int part = cursor.skip('"') ? readName(cursor) : NO_NAME;
        cursor.skipAll(' ');
        if (part == NO_NAME || !cursor.skip(':')) {
            return false;
        }
        cursor.skipAll(' ');
        int start = values.length();
        boolean read = cursor.skip('"') ? values.readOn(cursor) : readOther(cursor);
        if (read && part != OF_OTHERS && isMissing(part)) {
            from[part] = start;
            to[part] = values.length();
        }
        return read;
    }

    /// The part whose name stands here.
    private static int readName(Cursor cursor) {
        cursor.skipAll('_');
        int start = cursor.at();
        int end = cursor.find('"');
        if (end < 0) {
            return NO_NAME;
        }
        cursor.moveTo(end + 1);
        for (int part = 0; part < NAMES.length; part++) {
            for (var name : NAMES[part]) {
                if (end - start == name.length()
                        && Bytes.matches(cursor.bytes(), start, end, name)) {
                    return part;
                }
            }
        }
        return OF_OTHERS;
    }

    /// A number, which is kept, or an object, a list, a word, which are skipped.
    private boolean readOther(Cursor cursor) {
        int start = cursor.at();
        boolean number = Bytes.isDigit(cursor.peek());
        boolean read = skipOther(cursor);
        if (number) {
            values.append(cursor.bytes(), start, cursor.at());
        }
        return read;
    }

    private static boolean skipOther(Cursor cursor) {
        int depth = 0;
        while (!cursor.atEnd()) {
            int next = cursor.peek();
            if (depth == 0 && (next == ',' || next == '}' || next == ' ')) {
                return true;
            }
            cursor.moveTo(cursor.at() + 1);
            if (next == '"') {
                skipText(cursor);
            } else if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                depth--;
            }
        }
        return false;
    }

    /// Skips the text whose opening quote the cursor is behind.
    private static void skipText(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        while (at < cursor.end() && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        cursor.moveTo(Math.min(cursor.end(), at + 1));
    }

    private boolean isMissing(int part) {
        return to[part] == from[part];
    }

    /// True when the part is there, and holds nothing that separates parts.
    private boolean isWord(int part) {
        byte[] bytes = values.bytes();
        for (int i = from[part]; i < to[part]; i++) {
            byte b = bytes[i];
            if (b <= ' ' || b == '[' || b == ':') {
                return false;
            }
        }
        return !isMissing(part);
    }

    private void compose() {
        line.clear();
        append(TIME);
        line.append((byte) ' ');
        if (isWord(HOST)) {
            append(HOST);
            line.append((byte) ' ');
        }
        append(PROGRAM);
        if (isWord(PROCESS)) {
            line.append((byte) '[');
            append(PROCESS);
            line.append((byte) ']');
        }
        line.append((byte) ':');
        if (values.bytes()[from[MESSAGE]] != ' ') {
            line.append((byte) ' ');
        }
        append(MESSAGE);
        line.skipNewline();
    }

    private void append(int part) {
        line.append(values.bytes(), from[part], to[part]);
    }
}
