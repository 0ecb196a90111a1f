package org.popauth.maillog.bytes;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where in the lines the values stood that parsers made of them: for a person who wants to see
/// what was read from where.
///
/// Nothing is ever searched for: each place is noted by whoever reads there, for the very object
/// that was made of it. So it also holds for a value that was remembered from an earlier line, and
/// a client that writes the same text somewhere else changes nothing. It is forgotten with the
/// object. Without such a recorder nothing is noted, and it costs nothing.
public final class Origins {

    /// The mark of what must not be repeated: a password.
    public static final String SECRET = "secret";

    /// The mark of the mail host's name in the header.
    public static final String HOST = "host";

    /// The mark of the program's name in the header.
    public static final String PROGRAM = "program";

    /// The mark of the name by which a mail server knows a mail.
    public static final String QUEUE_ID = "queue-id";

    private static final int EXCERPT_BYTES_MAX = 256;
    private static final int MARKS_MAX = 16;

    private final Map<Key, Place> places = new HashMap<>();
    private final ReferenceQueue<Object> forgotten = new ReferenceQueue<>();
    private final List<Mark> marks = new ArrayList<>();
    private byte[] bytes = new byte[0];
    private int from;
    private int to;
    private long number;
    private @Nullable String excerpt;
    private boolean decoded;

    /// A part of a line.
    ///
    /// @param line the number of the line
    /// @param from where it begins in the line, in bytes; in what the line carries, if that had to
    ///   be decoded first
    /// @param to where it ends
    /// @param excerpt the beginning of the line, whatever it holds
    public record Place(long line, int from, int to, String excerpt) {}

    /// A part of the line that was read last, of which no value was made.
    ///
    /// @param name what it is
    /// @param place where it stands
    public record Mark(String name, Place place) {}

    /// The object itself, not what it is equal to.
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object value, @Nullable ReferenceQueue<Object> queue) {
            super(value, queue);
            this.hash = System.identityHashCode(value);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            var value = get();
            return value != null && other instanceof Key key && key.refersTo(value);
        }
    }

    /// Moves to the next line, before it is read.
    ///
    /// @param lineNumber its number, for people
    public void begin(long lineNumber, byte[] line, int lineFrom, int lineTo) {
        number = lineNumber;
        bytes = line;
        from = lineFrom;
        to = lineTo;
        excerpt = null;
        decoded = false;
        marks.clear();
        for (var key = forgotten.poll(); key != null; key = forgotten.poll()) {
            places.remove(key);
        }
    }

    /// Says that the line itself stands in these bytes. They are others than those of [#begin] when
    /// it had to be decoded.
    public void decoded(byte[] line, int lineFrom, int lineTo) {
        if (!isLine(line)) {
            bytes = line;
            from = lineFrom;
            to = lineTo;
            excerpt = null;
            decoded = true;
        }
    }

    /// True for the very bytes in which the line stands.
    @SuppressWarnings("ReferenceEquality")
    public boolean isLine(byte[] others) {
        return others == bytes;
    }

    /// Notes that a value was made of these bytes, and returns it. Of nothing nothing is noted.
    <T> T made(T value, int start, int end) {
        if (start >= from && start < end && end <= to) {
            places.put(new Key(value, forgotten), place(start, end));
        }
        return value;
    }

    /// Notes what these bytes are.
    public void mark(String name, int start, int end) {
        if (marks.size() < MARKS_MAX && start >= from && start < end && end <= to) {
            marks.add(new Mark(name, place(start, end)));
        }
    }

    private Place place(int start, int end) {
        var beginning = excerpt;
        if (beginning == null) {
            int length = Math.min(to - from, EXCERPT_BYTES_MAX);
            beginning = new String(bytes, from, length, StandardCharsets.UTF_8);
            excerpt = beginning;
        }
        return new Place(number, start - from, end - from, beginning);
    }

    /// Where the value stood that is this very object; null if it is of no line.
    public @Nullable Place of(@Nullable Object value) {
        return value == null ? null : places.get(new Key(value, null));
    }

    /// The bytes in which the line stands that was read last, decoded; good until the next one.
    public byte[] bytes() {
        return bytes;
    }

    /// Where the line begins in [#bytes()].
    public int from() {
        return from;
    }

    /// Where the line ends in [#bytes()].
    public int to() {
        return to;
    }

    /// True when what the line carries had to be decoded first: places are those in there.
    public boolean isDecoded() {
        return decoded;
    }

    /// What was marked in the line that was read last.
    public List<Mark> marks() {
        return List.copyOf(marks);
    }
}
