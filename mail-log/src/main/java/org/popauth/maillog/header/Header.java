package org.popauth.maillog.header;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// What stands before the message of a line. One object is used for one line after the other.
///
/// Forms, each with or without `<PRI>` before it, and with any [Stamp]:
///
/// - `STAMP host program[pid]: message`;
/// - `STAMP program[pid]: message`, as Dovecot writes into a file of its own, also with `Info: `
///   before the program;
/// - `1 STAMP host program pid msgid data message` (RFC 5424);
/// - `STAMP [pid] message`, as Exim and Qpopper write into files of their own, and those of
///   [OwnLogs]; those of [OwnStamps] have another form of stamp, too;
/// - `PRI program[pid]: message`, which was written when it was received;
/// - any of them behind what a container's engine puts before it ([Carried]);
/// - the parts of such a line in a JSON object ([JsonRecord]).
///
/// A header within a message is only read when [#readCarried()] is called, because only the caller
/// knows who wrote the message.
///
/// @param <W> what the caller makes of mail host and program, to have it again with the next line
///   that names the same
public final class Header<W> {

    private static final byte[] EXIM = "exim".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] QPOPPER = "popper".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NGINX = "nginx".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_PROGRAM = "-".getBytes(StandardCharsets.US_ASCII);

    /// How many headers may stand one in the other.
    private static final int DEPTH_MAX = 4;

    private final Cursor cursor = new Cursor();
    private final Stamp stamp = new Stamp();
    private final Stamp outer = new Stamp();
    private final Tag tag = new Tag();
    private final Carried carried = new Carried();
    private final JsonRecord record = new JsonRecord();
    private final Writers<W> writers = new Writers<>();
    private Writers.@Nullable Known<W> known;
    private boolean plain;
    private int depth;
    private int from;
    private int hostFrom;
    private int hostTo;
    private boolean hostless;
    private boolean implied;
    private byte[] programBytes = NO_PROGRAM;
    private int programFrom;
    private int programTo;
    private int pid;
    private int messageFrom;
    private int end;
    private int times;

    /// Reads the header of a line; returns what is wrong with it, or null.
    public @Nullable String read(byte[] bytes, int start, int to) {
        cursor.reset(bytes, start, to);
        depth = 0;
        known = null;
        plain = false;
        carried.reset();
        hostFrom = hostTo = start;
        if (cursor.peek() == '{') {
            return readJson();
        }
        boolean priority = skipPriority();
        boolean newForm = priority && cursor.skip("1 ");
        int place = cursor.at();
        from = start;
        if (!stamp.read(cursor)) {
            cursor.moveTo(place);
            return readWithoutStamp(priority);
        }
        if (!cursor.skip(' ')) {
            return "the line ends after its time stamp";
        }
        return newForm ? readNewForm() : readBehindStamp();
    }

    private @Nullable String readJson() {
        int start = cursor.at();
        if (carried.decode(cursor, stamp)) {
            from = cursor.at();
            return readInner();
        }
        carried.reset();
        cursor.moveTo(start);
        if (!record.read(cursor)) {
            return "the JSON is neither a container's nor a line of syslog";
        }
        from = cursor.at();
        if (!record.isWhole()) {
            return readBehindTurned();
        }
        if (!record.readTime(stamp)) {
            stamp.clear();
            stamp.setToReceipt();
        }
        return readInner();
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

    private @Nullable String readWithoutStamp(boolean priority) {
        if (priority) {
            stamp.setToReceipt();
            return readTagOnly();
        }
        if (carried.skipName(cursor)) {
            stamp.setToReceipt();
            return readInner();
        }
        if (carried.turn(cursor, stamp)) {
            from = cursor.at();
            return readBehindTurned();
        }
        cursor.moveTo(from);
        var own = OwnStamps.skip(cursor, stamp);
        return own == null ? noStamp() : readOf(own, cursor.at());
    }

    /// Reads a line that was put together anew, as `STAMP …`.
    private @Nullable String readBehindTurned() {
        return stamp.read(cursor) && cursor.skip(' ') ? readBehindStamp() : noStamp();
    }

    private static String noStamp() {
        return "the line does not begin with a time stamp";
    }

    /// Reads the header that the message of a program begins with, which only carries what others
    /// write; false when there is none.
    public boolean readCarried() {
        cursor.moveTo(messageFrom);
        return readInner() == null;
    }

    /// Reads what stands in another header, or behind what is as good as one.
    private @Nullable String readInner() {
        if (++depth > DEPTH_MAX) {
            return "more headers stand in each other than any relay makes";
        }
        known = null;
        plain = false;
        skipPriority();
        int start = cursor.at();
        outer.set(stamp);
        if (stamp.read(cursor) && cursor.skip(' ')) {
            if (!stamp.isComplete() && outer.isComplete()) {
                stamp.set(outer);
            }
            return readBehindStamp();
        }
        stamp.set(outer);
        cursor.moveTo(start);
        var own = skipOwnStamp();
        return own == null ? readTagOnly() : readOf(own, cursor.at());
    }

    /// The program whose own stamp stands behind that of a container's engine, with the cursor
    /// where its words begin; null, and the cursor stays, for all others.
    private byte @Nullable [] skipOwnStamp() {
        int start = cursor.at();
        outer.set(stamp);
        var own = OwnStamps.skip(cursor, stamp);
        if (own == null) {
            cursor.moveTo(start);
            stamp.set(outer);
        } else if (!stamp.isComplete() && outer.isComplete()) {
            stamp.set(outer);
        }
        return own;
    }

    private @Nullable String readTagOnly() {
        hostless = true;
        var wrong = readTag();
        if (wrong == null && !tag.isClosed()) {
            program(NO_PROGRAM);
        }
        return wrong;
    }

    private @Nullable String readBehindStamp() {
        cursor.skipAll(' ');
        int first = cursor.peek();
        if (first == '[') {
            return readBehindBracket();
        }
        var own = OwnLogs.skip(cursor, stamp);
        if (own != null) {
            return readOf(own, cursor.at());
        }
        if (first == '<') {
            tag.skipLevelInAngles(cursor);
        }
        if (stamp.isComplete() && carried.isNext(cursor)) {
            return readInner();
        }
        return stamp.isIsoWithBlank() ? readOldForm() : readUsualForm();
    }

    /// The old form, if the bytes alone say where host and program stand.
    private @Nullable String readUsualForm() {
        known = writers.find(cursor);
        if (known != null && tag.readBehindName(cursor, writers.to())) {
            return readBehind(known, writers.from());
        }
        known = null;
        var wrong = readOldForm();
        plain = wrong == null && !hostless && tag.endsPlainly(cursor, writers.to());
        return wrong;
    }

    private @Nullable String readBehind(Writers.Known<W> names, int at) {
        hostless = false;
        hostFrom = at + names.hostFrom();
        hostTo = at + names.hostTo();
        return readBehindTag(at + names.programFrom(), at + names.programTo());
    }

    /// `[pid] ` of Exim and of Qpopper's statistics, `[popper] ` of Qpopper, `[exim] ` of Exim,
    /// `[info] ` of nginx.
    private @Nullable String readBehindBracket() {
        hostless = true;
        int start = cursor.at();
        pid = tag.pid(cursor);
        if (pid >= 0 && cursor.skip(' ')) {
            program(stamp.isIsoWithBlank() ? EXIM : QPOPPER);
        } else if (cursor.skip("[popper] ")) {
            program(QPOPPER);
        } else if (cursor.skip("[exim] ")) {
            program(EXIM);
        } else if (cursor.skip("[info] ")) {
            program(NGINX);
        } else {
            cursor.moveTo(start);
            var own = stamp.isComplete() && !stamp.isIsoWithBlank() ? skipOwnStamp() : null;
            program(own != null ? own : stamp.isIsoWithBlank() ? EXIM : NO_PROGRAM);
        }
        return readMessage();
    }

    private void program(byte[] name) {
        implied = true;
        programBytes = name;
        programFrom = 0;
        programTo = name.length;
    }

    private @Nullable String readOldForm() {
        cursor.skip("Info: ");
        int start = cursor.at();
        cursor.skip("Message forwarded from ");
        int word = cursor.at();
        int blank = endOfWord();
        boolean closed = blank > word && cursor.bytes()[blank - 1] == ':';
        hostless = (closed && word == start) || isNameOfUser(word, blank);
        if (!hostless) {
            hostFrom = word;
            hostTo = closed ? blank - 1 : blank;
            cursor.moveTo(blank);
            cursor.skipAll(' ');
        }
        if (!stamp.isIsoWithBlank()) {
            return hostless ? readTag() : readTagBehindHost();
        }
        var wrong = hostless ? readTag() : isHostName() ? readTagBehindHost() : "no host";
        return wrong == null && tag.isClosed() ? null : readOf(EXIM, start);
    }

    /// Dovecot's own files have no host, and a user's name behind the service: `imap(joe smith)`.
    private boolean isNameOfUser(int word, int to) {
        return Bytes.indexOf(cursor.bytes(), word, to, '(') >= 0;
    }

    private boolean isHostName() {
        for (int i = hostFrom; i < hostTo; i++) {
            int b = cursor.bytes()[i];
            if (!Bytes.isHostNameByte(b) && b != ':') {
                return false;
            }
        }
        return true;
    }

    /// Some daemons' own logs name neither host nor program; their words stand behind the stamp.
    private @Nullable String readOf(byte[] program, int start) {
        hostless = true;
        hostTo = hostFrom;
        pid = -1;
        program(program);
        cursor.moveTo(start);
        return readMessage();
    }

    private int endOfWord() {
        int blank = cursor.find(' ');
        return blank < 0 ? cursor.end() : blank;
    }

    private @Nullable String readTag() {
        return tag.read(cursor) ? readBehindTag(tag.from(), tag.to()) : noProgram();
    }

    private @Nullable String readTagBehindHost() {
        if (tag.readBehindHost(cursor)) {
            return readBehindTag(tag.from(), tag.to());
        }
        var own = OwnLogs.named(cursor, hostFrom, hostTo);
        return own == null ? noProgram() : readOf(own, cursor.at());
    }

    private static String noProgram() {
        return "the line names no program";
    }

    private @Nullable String readBehindTag(int nameFrom, int nameTo) {
        implied = false;
        programBytes = cursor.bytes();
        programFrom = nameFrom;
        programTo = nameTo;
        pid = tag.pid();
        return readMessage();
    }

    private @Nullable String readMessage() {
        times = 1;
        end = cursor.end();
        int first = cursor.peek();
        if (first == '[') {
            tag.skipMessageId(cursor);
        } else if (first == 'm' && cursor.sees(Repeated.OF_RSYSLOG)) {
            times = Repeated.readOfRsyslog(cursor);
            end = times > 1 ? end - 1 : end;
        }
        messageFrom = cursor.at();
        return null;
    }

    private @Nullable String readNewForm() {
        hostless = false;
        hostFrom = cursor.at();
        hostTo = skipWord();
        int nameFrom = cursor.at();
        int nameTo = skipWord();
        int pidFrom = cursor.at();
        int pidTo = skipWord();
        skipWord();
        if (nameTo == nameFrom || cursor.atEnd()) {
            return noProgram();
        }
        pid = number(pidFrom, pidTo);
        StructuredData.skip(cursor);
        cursor.skipAll(' ');
        StructuredData.skipByteOrderMark(cursor);
        implied = false;
        programBytes = cursor.bytes();
        programFrom = nameFrom;
        programTo = nameTo;
        boolean unnamed = nameTo - nameFrom == 1 && programBytes[nameFrom] == '-';
        return unnamed ? readTag() : readMessage();
    }

    private int number(int at, int to) {
        int place = cursor.at();
        cursor.moveTo(at);
        int number = cursor.number(9);
        boolean whole = cursor.at() == to;
        cursor.moveTo(place);
        return whole ? number : -1;
    }

    private int skipWord() {
        int word = endOfWord();
        cursor.moveTo(word);
        cursor.skip(' ');
        return word;
    }

    /// What the caller made of mail host and program of an earlier line that names the same; null
    /// if there is none.
    public @Nullable W writer() {
        return known == null ? null : known.writer();
    }

    /// True when [#keep] keeps what is made of this line's mail host and program.
    public boolean isPlain() {
        return plain;
    }

    /// Keeps what was made of mail host and program, for [#writer()]. Of a line that is not
    /// [plain][#isPlain()] nothing is kept.
    public void keep(W writer) {
        if (plain) {
            int at = writers.from();
            var names =
                    new Writers.Known<>(
                            hostFrom - at, hostTo - at, programFrom - at, programTo - at, writer);
            writers.put(cursor.bytes(), names);
        }
    }

    /// Forgets all that was kept.
    public void forgetWriters() {
        writers.clear();
    }

    /// When the line was written.
    public Stamp stamp() {
        return stamp;
    }

    /// The bytes of the line: those that were read, or what they carry.
    public byte[] bytes() {
        return cursor.bytes();
    }

    /// Where the line begins in its bytes.
    public int from() {
        return from;
    }

    /// Where the line ends in its bytes.
    public int to() {
        return cursor.end();
    }

    /// Where the name of the mail host begins.
    public int hostFrom() {
        return hostFrom;
    }

    /// Where the name of the mail host ends; where it begins, if the line names none.
    public int hostTo() {
        return hostTo;
    }

    /// True when only a tag stands before the message, no mail host.
    public boolean isHostless() {
        return hostless;
    }

    /// The bytes that the name of the program stands in: the line's, or others if the form of the
    /// line alone tells who wrote it.
    public byte[] programBytes() {
        return programBytes;
    }

    /// Where the name of the program begins.
    public int programFrom() {
        return programFrom;
    }

    /// Where the name of the program ends.
    public int programTo() {
        return programTo;
    }

    /// Where the tag begins; where the message begins, if there is none.
    public int tagFrom() {
        return implied ? messageFrom : programFrom;
    }

    /// The number of the process, -1 if the line does not say.
    public int pid() {
        return pid;
    }

    /// Where the message begins.
    public int messageFrom() {
        return messageFrom;
    }

    /// Where the message ends.
    public int messageTo() {
        return end;
    }

    /// How often the message is to be counted: more than once when syslog has put together what was
    /// the same.
    public int times() {
        return times;
    }

    /// True when a container's engine broke the line, and the rest of it follows.
    public boolean isBroken() {
        return carried.isBroken();
    }

    /// The number of the stream that a container's engine names, 0 if there is none.
    public int stream() {
        return carried.stream();
    }
}
