package org.popauth.maillog.header;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// What a container's engine, or Dovecot, puts before a line with a header of its own.
///
/// - `mail-1 | …` (compose), `[pod/mail-0/postfix] …` (`kubectl logs --prefix`);
/// - `2026-11-23T06:52:57.459060123Z stdout F …` (Kubernetes, CRI), the stamp before it read
///   already;
/// - `2026-11-23T06:52:57.459060123Z Nov 23 …` (`docker logs -t`), likewise;
/// - `{"log":"…\n","stream":"stdout","time":"…"}` (Docker's files);
/// - `imap-login: Nov 23 06:52:57 Info: …` (Dovecot 1).
///
/// All of that stands at the beginning of a line, where no client's text can.
final class Carried {

    private static final int NAME_BYTES_MAX = 128;
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;
    private static final String TIME = "\"time\":\"";

    private final Cursor time = new Cursor();
    private final JsonText json = new JsonText();
    private boolean broken;
    private int stream;

    void reset() {
        broken = false;
        stream = 0;
    }

    boolean isBroken() {
        return broken;
    }

    int stream() {
        return stream;
    }

    /// Skips `mail-1 | ` or `[pod/mail-0/postfix] `; false, and the cursor stays, when neither is
    /// there.
    boolean skipName(Cursor cursor) {
        return cursor.peek() == '[' ? skipPod(cursor) : skipService(cursor);
    }

    private static boolean skipPod(Cursor cursor) {
        int start = cursor.at();
        if (cursor.skip("[pod/")) {
            while (Bytes.isHostNameByte(cursor.peek()) || cursor.peek() == '/') {
                cursor.moveTo(cursor.at() + 1);
            }
            if (cursor.skip("] ")) {
                return true;
            }
        }
        cursor.moveTo(start);
        return false;
    }

    private static boolean skipService(Cursor cursor) {
        int start = cursor.at();
        int limit = Math.min(cursor.end(), start + NAME_BYTES_MAX);
        int at = start;
        while (at < limit && Bytes.isHostNameByte(cursor.bytes()[at])) {
            at++;
        }
        cursor.moveTo(at);
        cursor.skipAll(' ');
        if (at > start && cursor.at() > at && cursor.skip("| ")) {
            return true;
        }
        cursor.moveTo(start);
        return false;
    }

    /// Skips `stdout F `; true also when another stamp stands here.
    boolean isNext(Cursor cursor) {
        if (cursor.peek() != 's' || !skipStream(cursor)) {
            return StampForms.looksLikeOne(cursor);
        }
        return true;
    }

    private boolean skipStream(Cursor cursor) {
        int start = cursor.at();
        boolean output = cursor.skip("stdout ");
        if (output || cursor.skip("stderr ")) {
            boolean part = cursor.skip("P ");
            if (part || cursor.skip("F ")) {
                broken = part;
                stream = output ? STANDARD_OUTPUT : STANDARD_ERROR;
                return true;
            }
        }
        cursor.moveTo(start);
        return false;
    }

    /// Reads a line of Docker's own files: the cursor goes over what it carries, the stamp is the
    /// engine's.
    boolean decode(Cursor cursor, Stamp stamp) {
        if (!cursor.skip("{\"log\":\"") || !json.read(cursor)) {
            return false;
        }
        stream = cursor.skip(",\"stream\":\"stderr\"") ? STANDARD_ERROR : STANDARD_OUTPUT;
        int at = Bytes.lastIndexOf(cursor.bytes(), cursor.at(), cursor.end(), TIME);
        time.reset(cursor.bytes(), at + TIME.length(), cursor.end());
        if (at < 0 || !stamp.read(time) || !stamp.isComplete()) {
            return false;
        }
        broken = !json.skipNewline();
        cursor.reset(json.bytes(), 0, json.length());
        return true;
    }

    /// Turns `imap-login: STAMP Info: …` into `STAMP imap-login: …`.
    boolean turn(Cursor cursor, Stamp stamp) {
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int to = from;
        int limit = Math.min(cursor.end(), from + NAME_BYTES_MAX);
        while (to < limit && (Bytes.isLetterOrDigit(bytes[to]) || bytes[to] == '-')) {
            to++;
        }
        cursor.moveTo(to);
        if (to == from || !cursor.skip(": ")) {
            return false;
        }
        int stampFrom = cursor.at();
        if (!stamp.read(cursor) || !cursor.skip(' ')) {
            return false;
        }
        int stampTo = cursor.at();
        if (!cursor.skip("Info: ") && !cursor.sees("Warning: ") && !cursor.sees("Error: ")) {
            return false;
        }
        json.clear();
        json.append(bytes, stampFrom, stampTo);
        json.append(bytes, from, stampFrom);
        json.append(bytes, cursor.at(), cursor.end());
        cursor.reset(json.bytes(), 0, json.length());
        return true;
    }
}
