package org.popauth.maillog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.maillog.bytes.Interned;
import org.popauth.maillog.bytes.Origins;
import org.popauth.maillog.header.Header;
import org.popauth.maillog.header.Repeated;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;
import org.popauth.maillog.parser.SeenHost;
import org.popauth.maillog.patterns.OperatorParser;

/// Reads the lines of one source, in their order. Not thread-safe.
///
/// It remembers a little: halves of two-line messages, what was counted in open connections, open
/// sessions. All of that follows from the lines alone, never from a clock; a source that is read
/// again from the line that [#oldestOpen()] names gives the same events again.
public final class MailLog {

    /// How much of a line is looked at.
    public static final int LINE_BYTES_MAX = 16 * 1024;

    private static final Reading CONTINUATION =
            new Reading.Unparsable(
                    "the middle of a line that is too long for the container's engine");

    private final String source;
    private final List<Parser> parsers;
    private final @Nullable OperatorParser patterns;
    private final Interned<Program> programs;
    private final Interned<SeenHost> hosts;
    private final SeenHost unnamed;
    private final Header<Writer> header = new Header<>();
    private final LastLines last = new LastLines();
    private final Pieces pieces = new Pieces();
    private final Line line;
    private SeenHost host;
    private @Nullable Program lastProgram;

    /// Who writes lines.
    private record Writer(SeenHost host, Program program) {}

    /// @param source its name in event ids
    public MailLog(MailLogSettings settings, String source) {
        this(settings, source, null);
    }

    /// @param source its name in event ids
    /// @param origins told of all values that are made; null if nobody asks
    public MailLog(MailLogSettings settings, String source, @Nullable Origins origins) {
        this.source = source;
        this.patterns =
                settings.patterns().isEmpty() ? null : new OperatorParser(settings.patterns());
        var builtIn = AllParsers.create();
        this.parsers = patterns == null ? builtIn : with(builtIn, patterns);
        this.programs = new Interned<>(name -> Program.of(builtIn, parsers, name));
        var names = new HostNames(settings);
        this.hosts = new Interned<>(name -> newHost(names, name));
        this.unnamed = names.unnamed();
        this.host = unnamed;
        this.line = new Line(source, unnamed, settings.ipv6PrefixLength(), origins);
    }

    /// The parsers in the order in which they are asked.
    private static List<Parser> with(List<Parser> builtIn, OperatorParser patterns) {
        var all = new ArrayList<>(builtIn);
        all.add(patterns);
        return List.copyOf(all);
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
        return read(bytes, from, to, false, generation, offset, receivedAt);
    }

    /// Reads one line without its line end; the bytes may be anything.
    ///
    /// @param from where the line begins
    /// @param to where it ends, exclusive
    /// @param cut true when the line goes on behind that, which nobody has
    /// @param generation which incarnation of the source it stands in
    /// @param offset where it stands there
    /// @param receivedAt when it was received; also what a stamp without a year is dated by
    public Reading read(
            byte[] bytes,
            int from,
            int to,
            boolean cut,
            long generation,
            long offset,
            Instant receivedAt) {
        lastProgram = null;
        if (patterns != null) {
            patterns.begin();
        }
        int end = endOfText(bytes, from, Math.min(to, from + LINE_BYTES_MAX));
        if (end == from) {
            return Reading.Ignored.BLANK;
        }
        var wrong = header.read(bytes, from, end);
        if (header.stream() != 0) {
            boolean goesOn = pieces.isContinuation(header);
            pieces.read(header, source, generation, offset);
            if (goesOn) {
                return CONTINUATION;
            }
        }
        if (wrong != null) {
            return new Reading.Unparsable(wrong);
        }
        line.stands(generation, offset, receivedAt);
        return readMessage(cut || to - from > LINE_BYTES_MAX);
    }

    private Reading readMessage(boolean cut) {
        var program = writer();
        while (program.isCarrier() && header.readCarried()) {
            program = writer();
        }
        lastProgram = program;
        var reader = program.reader();
        if (reader == null && !program.isLast()) {
            if (!last.isEmpty()) {
                last.ended(host);
            }
            return Reading.Ignored.NOT_A_MAIL_DAEMON;
        }
        line.describe(header, cut || header.isBroken(), host, program.name());
        if (reader == null) {
            return lastAgain();
        }
        var reading = reading(reader.read(line));
        last.said(line, reading);
        return reading;
    }

    /// The program that the header names; sets the host to the one that it names.
    private Program writer() {
        var known = header.writer();
        if (known != null) {
            host = known.host;
            return known.program;
        }
        var program = programs.get(header.programBytes(), header.programFrom(), header.programTo());
        int from = header.hostFrom();
        int to = header.hostTo();
        host = from == to ? unnamed : hosts.get(header.bytes(), from, to);
        if (header.isPlain()) {
            header.keep(new Writer(host, program));
        }
        return program;
    }

    /// Only one object at a time is kept for a host, because it knows how late it is there.
    private SeenHost newHost(HostNames names, String name) {
        header.forgetWriters();
        return names.named(name);
    }

    private Reading lastAgain() {
        int times = Repeated.timesOfLast(line.messageWithTag());
        if (times > 0) {
            return last.again(line, times);
        }
        last.ended(line.seenHost());
        return Reading.Ignored.NOT_A_MAIL_DAEMON;
    }

    private static int endOfText(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == '\r' || bytes[end - 1] == '\n')) {
            end--;
        }
        return end;
    }

    private static Reading reading(Outcome outcome) {
        // No switch over types, for which the JVM makes code at each start.
        if (outcome instanceof Outcome.Nothing nothing) {
            return ignored(nothing);
        }
        if (outcome instanceof Outcome.Event said) {
            return new Reading.Recognised(said.event());
        }
        return new Reading.Unparsable(((Outcome.Unparsable) outcome).reason());
    }

    private static Reading ignored(Outcome.Nothing nothing) {
        return switch (nothing) {
            case HARMLESS -> Reading.Ignored.HARMLESS;
            case OWN_FAULT -> Reading.Ignored.OWN_FAULT;
            case NAME_LISTED -> Reading.Ignored.NAME_LISTED;
            case REPEATED -> Reading.Ignored.REPEATED;
            case FIRST_HALF -> Reading.Ignored.FIRST_HALF;
            case AMBIGUOUS -> Reading.Ignored.AMBIGUOUS;
        };
    }

    /// The name of the operator's pattern that matched the line that was read last; null if none
    /// did.
    public @Nullable String lastPattern() {
        return patterns == null ? null : patterns.matched();
    }

    /// The mail host of the line that was read last, unless that was blank or unparsable.
    public MailHost lastHost() {
        return host.name();
    }

    /// The program that wrote the line that was read last; null if that was blank, unparsable
    /// before its message, or names none.
    public @Nullable String lastProgram() {
        var program = lastProgram;
        return program == null ? null : program.name();
    }

    /// The header of the line that was read last, unless [#lastProgram()] is null. It is always the
    /// same object.
    public Header<?> lastHeader() {
        return header;
    }

    /// The oldest line that a later line may still be joined with, or that still suppresses
    /// repeats; null if there is none.
    public @Nullable EventId oldestOpen() {
        EventId oldest = earlier(last.oldest(), pieces.oldest());
        for (var parser : parsers) {
            oldest = earlier(oldest, parser.oldestOpen());
        }
        return oldest;
    }

    private static @Nullable EventId earlier(@Nullable EventId one, @Nullable EventId other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
