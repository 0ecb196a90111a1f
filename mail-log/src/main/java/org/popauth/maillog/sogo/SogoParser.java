package org.popauth.maillog.sogo;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins from SOGo's log: `SOGoRootPage Login from 'ADDRESSES' for user 'U' might
/// not have worked - password policy: …`.
///
/// Behind a proxy the addresses are those of `X-Forwarded-For`: what the client says itself, then
/// what each proxy adds. The last is believed, unless it is a private one. Both texts may hold the
/// words between them, so those may stand there once.
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
                Bytes.indexOf(bytes, userFrom, end, USER) < 0 ? last(cursor, from, user) : null;
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

    /// The last address, which is that of the web server's peer; null when that is in a private
    /// network and others stand before it: who is there can claim what he likes.
    private static @Nullable Address last(Cursor cursor, int from, int to) {
        int comma = Bytes.lastIndexOf(cursor.bytes(), from, to, ", ");
        var address = cursor.address(comma < 0 ? from : comma + 2, to);
        return address != null && comma >= 0 && isPrivate(address) ? null : address;
    }

    private static boolean isPrivate(Address address) {
        var inet = address.toInetAddress();
        boolean isUniqueLocal = !address.isIpv4() && address.high() >>> 57 == 0x7e;
        return inet.isSiteLocalAddress() || inet.isLoopbackAddress() || isUniqueLocal;
    }
}
