package org.popauth.maillog.courier;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Lines of Courier's SMTP server: `error,relay=ADDRESS,port=4711,from=<S>,to=<R>: 550 User
/// unknown.`, `error,relay=ADDRESS,msg="535 Authentication failed.",cmd: AUTH PLAIN …` and
/// `error,relay=ADDRESS: 554 why`.
///
/// The address stands before all that is the client's. What the client sent to log in may be a
/// password, so the event goes without it.
final class EsmtpLines {

    private static final String ERROR = "error,relay=";
    private static final String FAILED = ",msg=\"535 ";
    private static final String NOT_YET = ",msg=\"535 Authentication required";
    private static final String NO_COMMAND = ",msg=\"502 ";
    private static final String COMMAND = ",cmd:";
    private static final String REPLY = ">: ";
    private static final String[] POLICY = {"511", "517", "550 ", "554", "571"};

    private EsmtpLines() {}

    static Outcome read(Line line, Cursor cursor) {
        if (!cursor.skip(ERROR)) {
            return HARMLESS;
        }
        int from = cursor.at();
        int comma = endOfAddress(cursor);
        var address = cursor.address(from, comma);
        if (address == null) {
            return new Outcome.Unparsable("Courier: no address after 'relay='");
        }
        cursor.moveTo(comma);
        skipPort(cursor);
        if (cursor.sees(NOT_YET)) {
            return HARMLESS;
        }
        if (cursor.sees(NO_COMMAND)) {
            var text = line.text(cursor.at() + 1, cursor.end());
            return line.offence(OffenceKind.PROTOCOL_ABUSE, address, Details.ofText(text));
        }
        return cursor.sees(FAILED) ? failed(line, cursor, address) : refused(line, cursor, address);
    }

    /// At the comma or at the colon and the blank behind the address, which may have colons itself.
    private static int endOfAddress(Cursor cursor) {
        int comma = cursor.find(',');
        int colon = cursor.find(": ");
        int to = comma < 0 || (colon >= 0 && colon < comma) ? colon : comma;
        return to < 0 ? cursor.end() : to;
    }

    private static void skipPort(Cursor cursor) {
        int start = cursor.at();
        if (cursor.skip(",port=") && cursor.number(5) < 0) {
            cursor.moveTo(start);
        }
    }

    private static Outcome failed(Line line, Cursor cursor, Address address) {
        int from = cursor.at() + ",msg=\"".length();
        int command = cursor.find(COMMAND);
        int secret = command < 0 ? cursor.end() : command;
        int quote = Bytes.lastIndexOf(cursor.bytes(), from, secret, "\"");
        var reason = line.text(from, quote < 0 ? secret : quote);
        return line.loginFailed(address, null, "smtp", reason, 1, secret);
    }

    /// The reply stands behind the last address of mail, or, without one, behind the client's.
    private static Outcome refused(Line line, Cursor cursor, Address address) {
        int reply = Bytes.lastIndexOf(cursor.bytes(), cursor.at(), cursor.end(), REPLY);
        if (reply < 0 && !cursor.sees(": ")) {
            return HARMLESS;
        }
        int from = reply < 0 ? cursor.at() + 2 : reply + REPLY.length();
        var kind = kind(cursor, from);
        return kind == null
                ? HARMLESS
                : line.offence(
                        kind, address, Details.ofStage("RCPT", line.text(from, cursor.end())));
    }

    private static @Nullable OffenceKind kind(Cursor cursor, int from) {
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        if (Bytes.matches(bytes, from, end, "550 User ")) {
            boolean unknown = Bytes.indexOf(bytes, from, end, "unknown") >= 0;
            return unknown ? OffenceKind.RECIPIENT_UNKNOWN : null;
        }
        if (Bytes.matches(bytes, from, end, "513 Relaying denied")) {
            return OffenceKind.RELAY_DENIED;
        }
        return seesPolicy(bytes, from, end) ? OffenceKind.CONTENT_REFUSED : null;
    }

    /// True for the codes with which Courier refuses for reasons of policy: a list of addresses, a
    /// sender's domain, SPF, a filter.
    private static boolean seesPolicy(byte[] bytes, int from, int end) {
        for (var code : POLICY) {
            if (Bytes.matches(bytes, from, end, code)) {
                return true;
            }
        }
        return false;
    }
}
