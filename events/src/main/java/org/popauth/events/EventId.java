package org.popauth.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/// Where the line stood that an event was read from: the same line has the same id, however often
/// it is read.
///
/// Text is `source#generation-offset`. Of one source, ids grow in the order of the lines, so a
/// consumer that keeps the last id of each source (and partition) knows what it has seen.
///
/// @param source what was read, unique over all mail hosts, e.g. `mx1:file:/var/log/mail.log`
/// @param generation which incarnation of the source; grows when a file is rotated or a stream is
///   opened anew
/// @param offset where the line begins in that incarnation: bytes of a file, else lines
public record EventId(String source, long generation, long offset) implements Comparable<EventId> {

    /// The longest source name.
    public static final int SOURCE_CHARS_MAX = 512;

    public EventId {
        if (source.isEmpty() || source.length() > SOURCE_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "the source of an event id has 1 to " + SOURCE_CHARS_MAX + " characters");
        }
        if (generation < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "generation and offset of an event id are not negative: "
                            + generation
                            + ", "
                            + offset);
        }
    }

    /// Reads what [#toString()] writes.
    ///
    /// @throws IllegalArgumentException when it is not an event id
    @JsonCreator
    public static EventId parse(String text) {
        int hash = text.lastIndexOf('#');
        int dash = text.indexOf('-', hash + 1);
        if (hash < 1 || dash < 0) {
            throw new IllegalArgumentException(
                    "not an event id (source#generation-offset): '" + Printable.of(text, 80) + "'");
        }
        return new EventId(
                text.substring(0, hash),
                number(text, hash + 1, dash),
                number(text, dash + 1, text.length()));
    }

    /// One text for one number: no sign, no zero in front, no digits but ASCII's.
    private static long number(String text, int from, int to) {
        boolean canonical = to > from && (text.charAt(from) != '0' || to == from + 1);
        for (int i = from; i < to; i++) {
            canonical &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!canonical) {
            throw new IllegalArgumentException(
                    "generation and offset of an event id are numbers: '"
                            + Printable.of(text, 80)
                            + "'");
        }
        return Long.parseLong(text, from, to, 10);
    }

    /// True when this line came after the other one, of the same source.
    public boolean isAfter(EventId other) {
        return generation != other.generation
                ? generation > other.generation
                : offset > other.offset;
    }

    // Written out, because the JVM puts together those of a record anew at each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventId it
                && offset == it.offset
                && generation == it.generation
                && source.equals(it.source);
    }

    @Override
    public int hashCode() {
        int place = 31 * Long.hashCode(generation) + Long.hashCode(offset);
        return 31 * source.hashCode() + place;
    }

    @Override
    public int compareTo(EventId other) {
        int bySource = source.compareTo(other.source);
        if (bySource != 0) {
            return bySource;
        }
        int byGeneration = Long.compare(generation, other.generation);
        return byGeneration != 0 ? byGeneration : Long.compare(offset, other.offset);
    }

    @Override
    @JsonValue
    public String toString() {
        return source + "#" + generation + "-" + offset;
    }
}
