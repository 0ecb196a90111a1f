package org.popauth.maillog.uwimap;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.ByProcess;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of UW imapd and ipop3d: `Login user=U host=NAME [ADDRESS] nmsgs=1/1`.
///
/// The user of a refused log-in is any text; what follows it is the daemon's, and is read from the
/// right ([Host]).
public final class UwImapParser implements Parser {

    private static final String[] SUCCESSES = {
        "Login user=", "Authenticated user=", "Auth user=", "APOP user="
    };
    private static final String[] FAILURES = {
        "Login failed user=",
        "Login failure user=",
        "Login excessive login failures user=",
        "Login disabled user=",
        "Login SYSTEM BREAK-IN ATTEMPT user="
    };
    private static final String[] ENDS = {
        "Logout",
        "Autologout",
        "Killed",
        "Command stream end of file",
        "Connection broken",
        "Connection reset by peer",
        "Connection timed out"
    };

    @Override
    public String daemon() {
        return "uwimap";
    }

    @Override
    public boolean reads(String program) {
        return switch (program) {
            case "imapd", "imapsd", "imaps", "ipop2d", "ipop3d", "ipop3sd" -> true;
            default -> false;
        };
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        Honest.skipMessageId(cursor);
        for (var success : SUCCESSES) {
            if (cursor.skip(success)) {
                return loggedIn(line, cursor);
            }
        }
        for (var failure : FAILURES) {
            if (cursor.skip(failure)) {
                int reasonTo = cursor.at() - " user=".length();
                return refused(line, cursor, reasonTo);
            }
        }
        if (cursor.sees("Failed ")) {
            return overrideRefused(line, cursor);
        }
        if (cursor.skip("AUTHENTICATE ")) {
            return mechanismRefused(line, cursor);
        }
        for (var end : ENDS) {
            if (cursor.sees(end)) {
                return loggedOut(line, cursor);
            }
        }
        return HARMLESS;
    }

    private static Outcome loggedIn(Line line, Cursor cursor) {
        var host = Host.read(line, cursor);
        return host == null
                ? HARMLESS
                : line.loginSucceeded(
                        host.address(),
                        line.textOrNull(cursor.at(), host.from()),
                        service(line),
                        ByProcess.session(line));
    }

    private static Outcome refused(Line line, Cursor cursor, int reasonTo) {
        var host = Host.read(line, cursor);
        if (host == null) {
            return HARMLESS;
        }
        int auth = Bytes.lastIndexOf(cursor.bytes(), cursor.at(), host.from(), " auth=");
        return line.loginFailed(
                host.address(),
                line.textOrNull(cursor.at(), auth < 0 ? host.from() : auth),
                service(line),
                line.text(line.messageFrom(), reasonTo),
                1);
    }

    /// `Failed ADMINISTRATOR override of user=U host=…`.
    private static Outcome overrideRefused(Line line, Cursor cursor) {
        var host = Host.read(line, cursor);
        boolean override = cursor.find(" override of user=") >= 0;
        return host == null || !override
                ? HARMLESS
                : line.loginFailed(host.address(), null, service(line), "override refused", 1);
    }

    /// `AUTHENTICATE CRAM-MD5 failure host=…`. Mechanisms that send the password itself have a line
    /// of the first kind too.
    private static Outcome mechanismRefused(Line line, Cursor cursor) {
        if (cursor.sees("PLAIN ") || cursor.sees("LOGIN ")) {
            return HARMLESS;
        }
        while (Bytes.isHostNameByte(cursor.peek())) {
            cursor.moveTo(cursor.at() + 1);
        }
        var host = cursor.sees(" failure host=") ? Host.read(line, cursor) : null;
        return host == null
                ? HARMLESS
                : line.loginFailed(host.address(), null, service(line), "AUTHENTICATE failure", 1);
    }

    private static Outcome loggedOut(Line line, Cursor cursor) {
        var host = Host.read(line, cursor);
        if (host == null || !cursor.skipPast(" user=") || cursor.sees("??? host=")) {
            return HARMLESS;
        }
        return line.loggedOut(
                host.address(),
                line.textOrNull(cursor.at(), host.from()),
                service(line),
                ByProcess.session(line));
    }

    private static String service(Line line) {
        return line.program().startsWith("ipop") ? "pop3" : "imap";
    }
}
