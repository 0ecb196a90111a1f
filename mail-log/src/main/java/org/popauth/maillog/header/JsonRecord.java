package org.popauth.maillog.header;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// A line of syslog whose parts are members of a JSON object, as rsyslog, syslog-ng, Vector, Fluent
/// Bit, Graylog (GELF), Logstash and Filebeat write it: `{"timestamp":"…","hostname":"mx1",
/// "appname":"postfix/smtpd","procid":"815","message":"…"}`, in any order and among others. A
/// member of a member has both names: `{"process":{"name":"postfix/smtpd"}}` is `process.name`.
///
/// If no program is named, the message is a whole line when the object says that it is of a mail
/// log's file or of a container with a name like `postfix`. Any other object is none: its message
/// could be anybody's.
final class JsonRecord {

    private static final int TIME = 0;
    private static final int HOST = 1;
    private static final int PROGRAM = 2;
    private static final int PROCESS = 3;
    private static final int MESSAGE = 4;
    private static final int FILE = 5;
    private static final int CONTAINER = 6;

    private static final int OF_OTHERS = -1;

    /// How many objects that stand in each other are looked into.
    private static final int DEPTH_MAX = 3;

    private static final String LOGS = "/var/log/";
    private static final String[] MAIL_LOGS = {"mail", "postfix", "dovecot", "exim"};

    /// What the name of a container holds whose output is believed.
    private static final String[] MAIL_CONTAINERS = {
        "mail", "smtp", "imap", "pop3", "postfix", "dovecot", "exim", "cyrus", "courier"
    };

    /// What the names of the web servers hold that stand beside a mail host, `nginx-mailcow`.
    private static final String[] WEB_CONTAINERS = {"webmail", "nginx", "php", "apache", "http"};

    /// The names of each part, without underscores before them.
    private static final String[][] NAMES = {
        {"timestamp", "@timestamp", "time", "date", "timereported", "ISODATE", "DATE"},
        {
            "hostname",
            "host",
            "HOST",
            "fromhost",
            "source",
            "host.hostname",
            "host.name",
            "log.syslog.hostname"
        },
        {
            "appname",
            "app-name",
            "program",
            "PROGRAM",
            "programname",
            "ident",
            "application_name",
            "process.name",
            "log.syslog.appname"
        },
        {"procid", "pid", "PID", "process_id", "process.pid", "log.syslog.procid"},
        {"message", "msg", "MESSAGE", "short_message", "log"},
        {"file", "log.file.path"},
        {
            "container_name",
            "container.name",
            "kubernetes.container_name",
            "kubernetes.container.name"
        }
    };

    private final JsonText values = new JsonText();
    private final JsonText line = new JsonText();

    /// The names of the objects that the cursor is in, each with a dot behind it.
    private final JsonText path = new JsonText();

    private boolean whole;
    private final Cursor time = new Cursor();
    private final int[] from = new int[NAMES.length];
    private final int[] to = new int[NAMES.length];

    /// Turns the object into `STAMP host program[pid]: message`, over which the cursor goes, or
    /// takes the line that is its message; false if it is none.
    boolean read(Cursor cursor) {
        values.clear();
        path.clear();
        for (int part = 0; part < NAMES.length; part++) {
            from[part] = 0;
            to[part] = 0;
        }
        if (!readObject(cursor, 1) || !cursor.atEnd() || isMissing(MESSAGE)) {
            return false;
        }
        whole = isMissing(PROGRAM);
        boolean isOne = whole ? isOfMail() : isWord(PROGRAM) && !isMissing(TIME);
        if (isOne) {
            compose();
            cursor.reset(line.bytes(), 0, line.length());
        }
        return isOne;
    }

    /// True when what was read last was a line with a header of its own.
    boolean isWhole() {
        return whole;
    }

    /// Reads when the container wrote the line; false if the object does not say. That of a file
    /// says when the shipper read it.
    boolean readTime(Stamp stamp) {
        time.reset(values.bytes(), from[TIME], to[TIME]);
        return isMissing(FILE) && stamp.read(time) && stamp.isComplete();
    }

    private boolean isOfMail() {
        return isMailContainer() || isMailLog();
    }

    private boolean isMailContainer() {
        return isContainer(MAIL_CONTAINERS) && !isContainer(WEB_CONTAINERS);
    }

    private boolean isContainer(String[] names) {
        for (var name : names) {
            if (Bytes.indexOf(values.bytes(), from[CONTAINER], to[CONTAINER], name) >= 0) {
                return true;
            }
        }
        return false;
    }

    /// True when the file is `/var/log/maillog`, `/var/log/exim4/mainlog` and the like.
    private boolean isMailLog() {
        byte[] bytes = values.bytes();
        int name = from[FILE] + LOGS.length();
        for (var log : MAIL_LOGS) {
            if (Bytes.matches(bytes, from[FILE], to[FILE], LOGS)
                    && Bytes.matches(bytes, name, to[FILE], log)) {
                return true;
            }
        }
        return false;
    }

    private boolean readObject(Cursor cursor, int depth) {
        cursor.skip('{');
        cursor.skipAll(' ');
        if (cursor.skip('}')) {
            return true;
        }
        do {
            cursor.skipAll(' ');
            if (!readMember(cursor, depth)) {
                return false;
            }
            cursor.skipAll(' ');
        } while (cursor.skip(','));
        return cursor.skip('}');
    }

    private boolean readMember(Cursor cursor, int depth) {
        int outer = path.length();
        if (!cursor.skip('"') || !readName(cursor)) {
            return false;
        }
        cursor.skipAll(' ');
        if (!cursor.skip(':')) {
            return false;
        }
        cursor.skipAll(' ');
        boolean read = readValue(cursor, depth);
        path.cut(outer);
        return read;
    }

    /// Adds the name that stands here to the path; false if something in it is escaped, as in no
    /// shipper's names.
    private boolean readName(Cursor cursor) {
        cursor.skipAll('_');
        int start = cursor.at();
        int end = cursor.find('"');
        if (end < 0 || Bytes.indexOf(cursor.bytes(), start, end, '\\') >= 0) {
            return false;
        }
        path.append(cursor.bytes(), start, end);
        cursor.moveTo(end + 1);
        return true;
    }

    private boolean readValue(Cursor cursor, int depth) {
        if (cursor.peek() == '{' && depth < DEPTH_MAX) {
            path.append((byte) '.');
            return readObject(cursor, depth + 1);
        }
        int part = part();
        int start = values.length();
        boolean read = cursor.skip('"') ? values.readOn(cursor) : readOther(cursor);
        if (read && part != OF_OTHERS && isMissing(part)) {
            from[part] = start;
            to[part] = values.length();
        }
        return read;
    }

    /// The part whose name the path is.
    private int part() {
        for (int part = 0; part < NAMES.length; part++) {
            for (var name : NAMES[part]) {
                if (path.length() == name.length()
                        && Bytes.matches(path.bytes(), 0, path.length(), name)) {
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
        if (whole) {
            append(MESSAGE);
            line.skipNewline();
            return;
        }
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
