package org.popauth.maillog.zimbra;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins from the logs of Zimbra's mailbox server, `mailbox.log` and `audit.log`:
/// `INFO [thread:url] [name=joe;oip=ADDRESS;ua=…;] SoapEngine - handler exception: authentication
/// failed for [joe], invalid password`.
///
/// The path of a URL has no blank, and the name is that of an account, so the addresses stand where
/// no client's text can. The program that the client says it is (`ua=`) stands behind them and may
/// hold the rest of a line: therefore log-ins that succeeded are not read.
public final class ZimbraParser implements Parser {

    private static final String FAILED = "authentication failed for [";
    private static final String[] BEGINNINGS = {
        "] SoapEngine - handler exception: ", "] imap - ", "] pop - ", "] security - cmd=Auth; "
    };

    @Override
    public String daemon() {
        return "zimbra";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("zimbra");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (cursor.find(FAILED) < 0 || !skipThread(cursor)) {
            return HARMLESS;
        }
        var address = address(cursor);
        if (address == null) {
            return HARMLESS;
        }
        for (int i = 0; i < BEGINNINGS.length; i++) {
            int at = cursor.find(BEGINNINGS[i]);
            if (at >= 0) {
                cursor.moveTo(at + BEGINNINGS[i].length());
                return failed(line, cursor, address, service(i));
            }
        }
        return HARMLESS;
    }

    /// Goes to the context. The host in a URL is the client's word, and ends at a slash; the path
    /// behind it is escaped.
    private static boolean skipThread(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int end = cursor.find("] [");
        int host = Bytes.indexOf(bytes, cursor.at(), end, "://");
        boolean isWhole = host < 0 || Bytes.indexOf(bytes, host + 3, end, '/') >= 0;
        return isWhole && cursor.skipPast("] [");
    }

    private static String service(int beginning) {
        return switch (beginning) {
            case 1 -> "imap";
            case 2 -> "pop3";
            default -> "zimbra";
        };
    }

    private static Outcome failed(Line line, Cursor cursor, Address address, String service) {
        if (!cursor.skipPast(FAILED)) {
            return HARMLESS;
        }
        int from = cursor.at();
        int to = Bytes.lastIndexOf(cursor.bytes(), from, cursor.end(), "]");
        return to < 0
                ? HARMLESS
                : line.loginFailed(
                        address, line.textOrNull(from, to), service, "authentication failed", 1);
    }

    /// `oip=`, the address that the proxy tells, or `ip=`, that of the other side, in this order;
    /// null when there are several, of which the first is the client's own word.
    private static @Nullable Address address(Cursor cursor) {
        skipPair(cursor, "name=");
        skipPair(cursor, "mid=");
        int inner = cursor.at();
        boolean hasPeer = cursor.sees("ip=");
        if (hasPeer) {
            skipPair(cursor, "ip=");
        }
        if (cursor.skip("oip=")) {
            return value(cursor);
        }
        cursor.moveTo(inner);
        return hasPeer && cursor.skip("ip=") ? value(cursor) : null;
    }

    private static @Nullable Address value(Cursor cursor) {
        int end = cursor.find(';');
        return end < 0 ? null : cursor.address(cursor.at(), end);
    }

    private static void skipPair(Cursor cursor, String key) {
        if (cursor.sees(key)) {
            int end = cursor.find(';');
            cursor.moveTo(end < 0 ? cursor.end() : end + 1);
        }
    }
}
