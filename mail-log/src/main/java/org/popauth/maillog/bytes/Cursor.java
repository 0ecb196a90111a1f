package org.popauth.maillog.bytes;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;

/// A place in the bytes of a line that moves from left to right.
///
/// What does not stand at the place is not skipped, and the cursor stays where it is.
public final class Cursor {

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private final @Nullable Origins origins;

    public Cursor() {
        this(null);
    }

    /// @param origins told of all values that are made; null if nobody asks
    public Cursor(@Nullable Origins origins) {
        this.origins = origins;
    }

    /// Another cursor, over a part of the bytes.
    public Cursor part(int from, int to) {
        var part = new Cursor(origins);
        part.reset(bytes, from, to);
        return part;
    }

    /// The address that the bytes are; null when they are not exactly one.
    public @Nullable Address address(int from, int to) {
        var address = Address.parse(bytes, from, to);
        return origins == null || address == null ? address : origins.made(address, from, to);
    }

    /// Says of which bytes a value was made, and returns it.
    public <T> T made(T value, int from, int to) {
        return origins == null ? value : origins.made(value, from, to);
    }

    /// Says what these bytes are, of which no value is made.
    public void mark(String name, int from, int to) {
        if (origins != null) {
            origins.mark(name, from, to);
        }
    }

    /// Moves to other bytes.
    public void reset(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /// The bytes that it moves over.
    public byte[] bytes() {
        return bytes;
    }

    /// Where it is.
    public int at() {
        return at;
    }

    /// Where the bytes end.
    public int end() {
        return end;
    }

    /// Goes to a place.
    public void moveTo(int place) {
        at = place;
    }

    /// True when nothing is left.
    public boolean atEnd() {
        return at >= end;
    }

    /// The byte at the place, -1 at the end.
    public int peek() {
        return at < end ? bytes[at] : -1;
    }

    /// True when the ASCII text stands here.
    public boolean sees(String text) {
        return Bytes.matches(bytes, at, end, text);
    }

    /// Skips the ASCII text if it stands here.
    public boolean skip(String text) {
        if (!sees(text)) {
            return false;
        }
        at += text.length();
        return true;
    }

    /// Skips one byte if it stands here.
    public boolean skip(char wanted) {
        if (at >= end || bytes[at] != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /// Skips all bytes of that value.
    public void skipAll(char wanted) {
        while (at < end && bytes[at] == wanted) {
            at++;
        }
    }

    /// Reads a decimal number of at most that many digits; -1 if there is none or it is longer.
    public int number(int digitsMax) {
        int limit = Math.min(end, at + digitsMax);
        int value = 0;
        int i = at;
        while (i < limit && Bytes.isDigit(bytes[i])) {
            value = value * 10 + bytes[i++] - '0';
        }
        if (i == at || (i < end && Bytes.isDigit(bytes[i]))) {
            return -1;
        }
        at = i;
        return value;
    }

    /// Where the byte stands next, -1 if it does not.
    public int find(char wanted) {
        return Bytes.indexOf(bytes, at, end, wanted);
    }

    /// Where the ASCII text begins next, -1 if it does not.
    public int find(String text) {
        return Bytes.indexOf(bytes, at, end, text);
    }

    /// Skips to the place behind the next such text; stays if there is none.
    public boolean skipPast(String text) {
        int place = find(text);
        if (place < 0) {
            return false;
        }
        at = place + text.length();
        return true;
    }
}
