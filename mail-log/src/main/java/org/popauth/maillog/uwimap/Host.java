package org.popauth.maillog.uwimap;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Tail;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;

/// The end of a line: ` host=NAME [ADDRESS]`, then perhaps ` mech=M`, ` nmsgs=1/1` or ` nmsgs=1
/// ndele=1`.
///
/// The daemon prints at most 80 bytes of a host: of a longer one the address is lost, and nothing
/// is read.
///
/// @param from where it begins
/// @param address the address
record Host(int from, Address address) {

    static @Nullable Host read(Line line, Cursor cursor) {
        if (Honest.mayBeCut(line)) {
            return null;
        }
        var tail = Tail.of(cursor);
        tail.skipBlanks();
        skipCounts(tail);
        int close = tail.at() - 1;
        if (!tail.skip("]") || !tail.skipTo('[')) {
            return null;
        }
        var address = cursor.address(tail.at(), close);
        tail.skip("[");
        tail.skip(" ");
        tail.skipHostName();
        return address != null && tail.skip(" host=") ? new Host(tail.at(), address) : null;
    }

    private static void skipCounts(Tail tail) {
        if (tail.skipNumber()) {
            if (tail.skip("/") || tail.skip(" ndele=")) {
                tail.skipNumber();
            }
            tail.skip(" nmsgs=");
        }
    }
}
