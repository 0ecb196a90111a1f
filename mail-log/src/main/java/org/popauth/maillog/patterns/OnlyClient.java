package org.popauth.maillog.patterns;

import com.google.re2j.Pattern;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;

/// Makes sure that the client's address can stand at one place of a message only.
///
/// Not by the engine's preferences, which a client could use, but by trying: a pattern is what
/// stands before the address, the address, and what stands behind it. Each text in the message that
/// is an address is tried as the client; if the rest matches around two different ones, nobody
/// knows which is the client's. What stands directly before and behind, as a rule a blank or a
/// bracket, rules out nearly all at once.
final class OnlyClient {

    /// More places than these have to be tried in no honest message.
    private static final int TRIALS_MAX = 64;

    private static final int ADDRESS_CHARS_MIN = 2;
    private static final int ADDRESS_CHARS_MAX = 45;
    private static final int ANY = -1;

    private final Pattern before;
    private final Pattern client;
    private final Pattern behind;
    private final int fixedBefore;
    private final int fixedBehind;

    private OnlyClient(String text, Scan scan, Scan.Span group) {
        var flags = scan.ignoresCase() ? "(?i)" : "";
        before = Pattern.compile(text.substring(0, group.from()));
        client = Pattern.compile(flags + text.substring(group.inside(), group.end()));
        behind = Pattern.compile(flags + text.substring(group.end() + 1));
        fixedBefore = fixed(scan.literals().endingAt(group.from()), scan);
        fixedBehind = fixed(scan.literals().beginningAt(group.end() + 1), scan);
    }

    /// Null when the pattern has no client.
    static @Nullable OnlyClient of(String text, Scan scan) {
        var group = scan.span(Group.CLIENT);
        return group == null ? null : new OnlyClient(text, scan, group);
    }

    private static int fixed(int c, Scan scan) {
        return scan.ignoresCase() && Bytes.isLetterOrDigit(c) ? ANY : c;
    }

    /// @param found where the client stands by the engine's preferences
    /// @throws Ambiguous when another address could be the client as well
    void check(byte[] message, Expression.Span found) throws Ambiguous {
        new Trial(message, found).run();
    }

    private final class Trial {

        private final byte[] message;
        private final Expression.Span found;
        private final @Nullable Address address;
        private int trials;

        Trial(byte[] message, Expression.Span found) {
            this.message = message;
            this.found = found;
            this.address = Address.parse(message, found.from(), found.to());
        }

        void run() throws Ambiguous {
            for (int from = 0; from < message.length; from++) {
                if (isOfAddress(message[from]) && isBehindFixed(from)) {
                    tryFrom(from);
                }
            }
        }

        private boolean isBehindFixed(int from) {
            return fixedBefore == ANY || (from > 0 && message[from - 1] == fixedBefore);
        }

        private boolean isBeforeFixed(int to) {
            return fixedBehind == ANY || (to < message.length && message[to] == fixedBehind);
        }

        private void tryFrom(int from) throws Ambiguous {
            boolean begins = false;
            int last = Math.min(message.length, from + ADDRESS_CHARS_MAX);
            for (int to = from + 1; to <= last && isOfAddress(message[to - 1]); to++) {
                if (to - from < ADDRESS_CHARS_MIN || !isBeforeFixed(to) || isFound(from, to)) {
                    continue;
                }
                var other = Address.parse(message, from, to);
                if (other == null || other.equals(address)) {
                    continue;
                }
                begins = begins || matches(before, 0, from);
                if (!begins) {
                    return;
                }
                if (matches(client, from, to) && matches(behind, to, message.length)) {
                    throw new Ambiguous();
                }
            }
        }

        private boolean isFound(int from, int to) {
            return from == found.from() && to == found.to();
        }

        private boolean matches(Pattern pattern, int from, int to) throws Ambiguous {
            if (++trials > TRIALS_MAX) {
                throw new Ambiguous();
            }
            return pattern.matches(Arrays.copyOfRange(message, from, to));
        }

        private static boolean isOfAddress(byte b) {
            return Bytes.isDigit(b)
                    || (b >= 'a' && b <= 'f')
                    || (b >= 'A' && b <= 'F')
                    || b == ':'
                    || b == '.';
        }
    }
}
