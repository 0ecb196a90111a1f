package org.popauth.maillog.qpopper;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Tail;

/// The end of a message: a word, then `NAME) ADDRESS`.
///
/// @param from where it begins, with the word
/// @param address the address
record NamedHost(int from, Address address) {

    static @Nullable NamedHost read(Cursor cursor, int end, String word) {
        var tail = new Tail(cursor.bytes(), cursor.at(), end);
        tail.skipWord();
        var address = cursor.address(tail.at(), end);
        if (address == null || !tail.skip(") ")) {
            return null;
        }
        tail.skipHostName();
        return tail.skip(word) ? new NamedHost(tail.at(), address) : null;
    }
}
