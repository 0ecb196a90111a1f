package org.popauth.maillog.header;

import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// What stands before the message of a line. One object is used for one line after the other.
///
/// Forms, each with or without `<PRI>` before it:
///
/// - `STAMP host program[pid]: message`, both kinds of [Stamp];
/// - `STAMP program[pid]: message`, as Dovecot writes into a file of its own;
/// - `1 STAMP host program pid msgid data message` (RFC 5424).
public final class Header {

    private final Cursor cursor = new Cursor();
    private final Stamp stamp = new Stamp();
    private int hostFrom;
    private int hostTo;
    private int programFrom;
    private int programTo;
    private int pid;
    private int messageFrom;

    /// Reads the header of a line; returns what is wrong with it, or null.
    public @Nullable String read(byte[] bytes, int from, int to) {
        cursor.reset(bytes, from, to);
        boolean newForm = skipPriority() && cursor.skip("1 ");
        if (!stamp.read(cursor)) {
            return "the line does not begin with a time stamp";
        }
        if (!cursor.skip(' ')) {
            return "the line ends after its time stamp";
        }
        return newForm ? readNewForm() : readOldForm();
    }

    private boolean skipPriority() {
        if (cursor.peek() != '<') {
            return false;
        }
        int start = cursor.at();
        cursor.moveTo(start + 1);
        if (cursor.number(3) >= 0 && cursor.skip('>')) {
            return true;
        }
        cursor.moveTo(start);
        return false;
    }

    private @Nullable String readOldForm() {
        cursor.skipAll(' ');
        int start = cursor.at();
        int blank = endOfWord();
        if (blank > start && cursor.bytes()[blank - 1] == ':') {
            hostFrom = hostTo = start;
        } else {
            hostFrom = start;
            hostTo = blank;
            cursor.moveTo(blank);
            cursor.skipAll(' ');
        }
        return readTag();
    }

    private int endOfWord() {
        int blank = cursor.find(' ');
        return blank < 0 ? cursor.end() : blank;
    }

    private @Nullable String readTag() {
        programFrom = cursor.at();
        int at = programFrom;
        byte[] bytes = cursor.bytes();
        while (at < cursor.end() && bytes[at] != ' ' && bytes[at] != ':' && bytes[at] != '[') {
            at++;
        }
        programTo = at;
        if (programTo == programFrom) {
            return "the line names no program";
        }
        cursor.moveTo(at);
        pid = readPid();
        cursor.skip(':');
        cursor.skip(' ');
        messageFrom = cursor.at();
        return null;
    }

    private int readPid() {
        int start = cursor.at();
        if (!cursor.skip('[')) {
            return -1;
        }
        int number = cursor.number(9);
        if (number >= 0 && cursor.skip(']')) {
            return number;
        }
        cursor.moveTo(start);
        return -1;
    }

    private @Nullable String readNewForm() {
        hostFrom = cursor.at();
        hostTo = skipWord();
        programFrom = cursor.at();
        programTo = skipWord();
        int pidFrom = cursor.at();
        int pidTo = skipWord();
        skipWord();
        if (programTo == programFrom || cursor.atEnd()) {
            return "the line names no program";
        }
        pid = number(pidFrom, pidTo);
        skipData();
        cursor.skipAll(' ');
        messageFrom = cursor.at();
        return null;
    }

    private int number(int from, int to) {
        int place = cursor.at();
        cursor.moveTo(from);
        int number = cursor.number(9);
        boolean whole = cursor.at() == to;
        cursor.moveTo(place);
        return whole ? number : -1;
    }

    private int skipWord() {
        int end = endOfWord();
        cursor.moveTo(end);
        cursor.skip(' ');
        return end;
    }

    /// Structured data: `-`, or elements in brackets in whose quoted values a backslash escapes.
    private void skipData() {
        if (cursor.skip('-')) {
            return;
        }
        byte[] bytes = cursor.bytes();
        boolean quoted = false;
        boolean inside = false;
        int at = cursor.at();
        for (; at < cursor.end(); at++) {
            byte b = bytes[at];
            if (quoted && b == '\\') {
                at++;
            } else if (b == '"') {
                quoted = !quoted;
            } else if (!quoted && b == '[') {
                inside = true;
            } else if (!quoted && b == ']') {
                inside = false;
            } else if (!inside) {
                break;
            }
        }
        cursor.moveTo(Math.min(at, cursor.end()));
    }

    /// When the line was written.
    public Stamp stamp() {
        return stamp;
    }

    /// Where the name of the mail host begins.
    public int hostFrom() {
        return hostFrom;
    }

    /// Where the name of the mail host ends; where it begins, if the line names none.
    public int hostTo() {
        return hostTo;
    }

    /// Where the name of the program begins.
    public int programFrom() {
        return programFrom;
    }

    /// Where the name of the program ends.
    public int programTo() {
        return programTo;
    }

    /// The number of the process, -1 if the line does not say.
    public int pid() {
        return pid;
    }

    /// Where the message begins.
    public int messageFrom() {
        return messageFrom;
    }

    /// True for a name that can be that of a mail host.
    static boolean isHostName(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 255) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (!Bytes.isLetterOrDigit(b) && b != '.' && b != '-' && b != '_' && b != ':') {
                return false;
            }
        }
        return true;
    }

    /// True when the line names the mail host, and by a name that can be one.
    public boolean namesHost() {
        return isHostName(cursor.bytes(), hostFrom, hostTo);
    }
}
