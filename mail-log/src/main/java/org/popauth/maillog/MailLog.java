package org.popauth.maillog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.events.Printable;
import org.popauth.maillog.bytes.Interned;
import org.popauth.maillog.header.Header;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of one source, in their order. Not thread-safe.
///
/// It remembers a little: halves of two-line messages, what was counted in open connections, open
/// sessions. All of that follows from the lines alone, never from a clock; a source that is read
/// again from the line that [#oldestOpen()] names gives the same events again.
public final class MailLog {

    /// How much of a line is looked at.
    public static final int LINE_BYTES_MAX = 16 * 1024;

    private final List<Parser> parsers = AllParsers.create();
    private final Interned<MailHost> hosts = new Interned<>(MailHost::new);
    private final Interned<Program> programs = new Interned<>(this::program);
    private final Header header = new Header();
    private final Line line;

    private record Program(String name, @Nullable Parser parser) {}

    /// @param source its name in event ids
    public MailLog(MailLogSettings settings, String source) {
        this.line =
                new Line(
                        source,
                        settings.defaultHost(),
                        settings.zone(),
                        settings.ipv6PrefixLength());
    }

    private Program program(String name) {
        return new Program(Printable.of(name, 128), SharedProgram.of(parsers, name));
    }

    /// Reads one line without its line end; the bytes may be anything.
    ///
    /// @param from where the line begins
    /// @param to where it ends, exclusive
    /// @param generation which incarnation of the source it stands in
    /// @param offset where it stands there
    /// @param receivedAt when it was received; also what a stamp without a year is dated by
    public Reading read(
            byte[] bytes, int from, int to, long generation, long offset, Instant receivedAt) {
        int end = endOfText(bytes, from, Math.min(to, from + LINE_BYTES_MAX));
        if (end == from) {
            return Reading.Ignored.BLANK;
        }
        var wrong = header.read(bytes, from, end);
        if (wrong != null) {
            return new Reading.Unparsable(wrong);
        }
        var program = programs.get(bytes, header.programFrom(), header.programTo());
        if (program.parser == null) {
            return Reading.Ignored.NOT_A_MAIL_DAEMON;
        }
        var host = header.namesHost() ? hosts.get(bytes, header.hostFrom(), header.hostTo()) : null;
        line.reset(bytes, from, end, to - from > LINE_BYTES_MAX);
        line.stands(generation, offset, receivedAt);
        line.describe(header, host, program.name);
        return reading(program.parser.read(line));
    }

    private static int endOfText(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == '\r' || bytes[end - 1] == '\n')) {
            end--;
        }
        return end;
    }

    private static Reading reading(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Event said -> new Reading.Recognised(said.event());
            case Outcome.Unparsable wrong -> new Reading.Unparsable(wrong.reason());
            case Outcome.Nothing nothing ->
                    switch (nothing) {
                        case HARMLESS -> Reading.Ignored.HARMLESS;
                        case OWN_FAULT -> Reading.Ignored.OWN_FAULT;
                        case NAME_LISTED -> Reading.Ignored.NAME_LISTED;
                        case REPEATED -> Reading.Ignored.REPEATED;
                        case FIRST_HALF -> Reading.Ignored.FIRST_HALF;
                    };
        };
    }

    /// The oldest line that a later line may still be joined with, or that still suppresses
    /// repeats; null if there is none.
    public @Nullable EventId oldestOpen() {
        EventId oldest = null;
        for (var parser : parsers) {
            var open = parser.oldestOpen();
            if (open != null && (oldest == null || oldest.compareTo(open) > 0)) {
                oldest = open;
            }
        }
        return oldest;
    }
}
