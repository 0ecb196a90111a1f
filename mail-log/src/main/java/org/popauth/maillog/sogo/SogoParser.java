package org.popauth.maillog.sogo;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins from SOGo's log: `SOGoRootPage Login from 'ADDRESSES' for user 'U' might
/// not have worked - password policy: …`.
///
/// Behind a proxy the addresses are those of `X-Forwarded-For`: what the client says itself, then
/// what each proxy adds. The last that is no private one is believed. Both texts may hold the words
/// between them, so those may stand there once.
public final class SogoParser implements Parser {

    private static final String LOGIN = "SOGoRootPage Login from '";
    private static final String USER = "' for user '";
    private static final String FAILED = "' might not have worked";

    @Override
    public String daemon() {
        return "sogo";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("sogod") || program.equals("sogo");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        skipPid(cursor);
        if (!cursor.skip(LOGIN)) {
            return HARMLESS;
        }
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int end = cursor.end();
        int user = cursor.find(USER);
        int userFrom = user + USER.length();
        int userTo = user < 0 ? -1 : Bytes.lastIndexOf(bytes, userFrom, end, FAILED);
        if (userTo < 0) {
            return HARMLESS;
        }
        var address =
                Bytes.indexOf(bytes, userFrom, end, USER) < 0
                        ? lastOutside(cursor, from, user)
                        : null;
        return address == null
                ? new Outcome.Unparsable("SOGo: no address that can be told for certain")
                : line.loginFailed(
                        address, line.textOrNull(userFrom, userTo), "webmail", "log-in failed", 1);
    }

    /// `[815]: `, in SOGo's own file.
    private static void skipPid(Cursor cursor) {
        if (cursor.skip('[')) {
            cursor.number(9);
            cursor.skip("]: ");
        }
    }

    /// The last address that is not of a private network; the first, if all are.
    private static @Nullable Address lastOutside(Cursor cursor, int from, int to) {
        int end = to;
        while (true) {
            int comma = Bytes.lastIndexOf(cursor.bytes(), from, end, ", ");
            int begin = comma < 0 ? from : comma + 2;
            var address = cursor.address(begin, end);
            if (address == null || comma < 0 || !isPrivate(address)) {
                return address;
            }
            end = comma;
        }
    }

    private static boolean isPrivate(Address address) {
        var inet = address.toInetAddress();
        boolean isUniqueLocal = !address.isIpv4() && address.high() >>> 57 == 0x7e;
        return inet.isSiteLocalAddress() || inet.isLoopbackAddress() || isUniqueLocal;
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return null;
    }
}
