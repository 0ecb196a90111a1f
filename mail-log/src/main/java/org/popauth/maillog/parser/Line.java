package org.popauth.maillog.parser;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.events.OffenceKind;
import org.popauth.events.Printable;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Interned;
import org.popauth.maillog.bytes.Origins;
import org.popauth.maillog.header.Header;

/// The line that is being read: its header, its message, and how it becomes an event.
///
/// One object is used for one line after the other; nothing of it may be kept.
public final class Line {

    /// The most characters of a short text in an event: a name, an address of mail, a reply.
    public static final int TEXT_CHARS_MAX = 512;

    /// The most attempts that one message can tell of.
    private static final int ATTEMPTS_MAX = 100_000;

    private static final byte[] NOTHING = new byte[0];

    private final String source;
    private final int ipv6PrefixLength;
    private final Cursor message;
    private final @Nullable Origins origins;
    private final Interned<String> words =
            new Interned<>(word -> Printable.of(word, TEXT_CHARS_MAX));
    private Header<?> header = new Header<Void>();
    private SeenHost host;
    private String program = "";
    private byte[] bytes = NOTHING;
    private int from;
    private int to;
    private boolean cut;
    private long generation;
    private long offset;
    private @Nullable EventId id;
    private Instant receivedAt = Instant.EPOCH;
    private @Nullable Instant at;
    private long time;
    private boolean timed;

    /// A line of a source with this name.
    ///
    /// @param defaultHost the mail host of lines that name none
    /// @param ipv6PrefixLength how many bits of an IPv6 address make a client
    /// @param origins told of all values that are made; null if nobody asks
    public Line(
            String source, SeenHost defaultHost, int ipv6PrefixLength, @Nullable Origins origins) {
        this.message = new Cursor(origins);
        this.origins = origins;
        this.source = source;
        this.host = defaultHost;
        this.ipv6PrefixLength = ipv6PrefixLength;
    }

    /// Says where the line stands in the source, and when it was received.
    public void stands(long inGeneration, long atOffset, Instant received) {
        this.generation = inGeneration;
        this.offset = atOffset;
        this.id = null;
        this.receivedAt = received;
        this.at = null;
        this.timed = false;
    }

    /// Moves to the next line of the source.
    ///
    /// @param cut true when it is longer than what was read
    public void describe(Header<?> read, boolean cut, SeenHost seen, String programName) {
        this.header = read;
        this.bytes = read.bytes();
        this.from = read.from();
        this.to = read.to();
        this.cut = cut;
        this.host = seen;
        this.program = programName;
        message.reset(bytes, read.messageFrom(), read.messageTo());
        if (origins != null) {
            markHeader(read, origins);
        }
    }

    private static void markHeader(Header<?> read, Origins origins) {
        origins.decoded(read.bytes(), read.from(), read.to());
        origins.mark(Origins.HOST, read.hostFrom(), read.hostTo());
        if (origins.isLine(read.programBytes())) {
            origins.mark(Origins.PROGRAM, read.programFrom(), read.programTo());
        }
    }

    /// The message, from its beginning.
    public Cursor message() {
        message.moveTo(header.messageFrom());
        return message;
    }

    /// Where the message begins.
    public int messageFrom() {
        return header.messageFrom();
    }

    /// The message and the tag before it, for a daemon that names its processes in the tag.
    public Cursor messageWithTag() {
        message.moveTo(header.tagFrom());
        return message;
    }

    /// True when the header has no mail host, only a tag.
    public boolean isHostless() {
        return header.isHostless();
    }

    /// How many bytes are looked at.
    public int length() {
        return to - from;
    }

    /// True when the line is longer than what is looked at.
    public boolean isCut() {
        return cut;
    }

    /// The mail host that wrote the line.
    public MailHost host() {
        return host.name();
    }

    /// The mail host that wrote the line, with its clock.
    public SeenHost seenHost() {
        return host;
    }

    /// The program that wrote the line.
    public String program() {
        return program;
    }

    /// The process that wrote the line, -1 if unknown.
    public int pid() {
        return header.pid();
    }

    /// How often what the message says happened.
    public int times() {
        return header.times();
    }

    /// Where the line stands.
    public EventId id() {
        var known = id;
        if (known == null) {
            known = new EventId(source, generation, offset);
            id = known;
        }
        return known;
    }

    /// When the line was written.
    public Instant at() {
        var known = at;
        if (known == null) {
            known = header.stamp().instant(receivedAt, host.zone());
            at = known;
        }
        return known;
    }

    /// When the line was written, as milliseconds since 1970.
    public long time() {
        if (!timed) {
            time = header.stamp().millis(receivedAt, host.zone());
            host.saw(time);
            timed = true;
        }
        return time;
    }

    private String printable(int start, int end, int charsMax) {
        int first = Math.clamp(start, from, to);
        int last = Math.clamp(end, first, to);
        int shortened = Math.min(last - first, charsMax);
        if (Bytes.arePrintable(bytes, first, first + shortened)) {
            return new String(bytes, first, shortened, StandardCharsets.ISO_8859_1);
        }
        int length = (int) Math.min(last - first, 4L * charsMax);
        return Printable.of(new String(bytes, first, length, StandardCharsets.UTF_8), charsMax);
    }

    /// Short text of the line, made printable.
    public String text(int start, int end) {
        return message.made(printable(start, end, TEXT_CHARS_MAX), start, end);
    }

    /// As [#text(int, int)], for what the daemon itself writes again and again, so that it is made
    /// once.
    public String word(int start, int end) {
        return origins == null ? words.get(bytes, start, end) : text(start, end);
    }

    /// As [#text(int, int)], null when there is none.
    public @Nullable String textOrNull(int start, int end) {
        return end > start ? text(start, end) : null;
    }

    private String wholeText() {
        return printable(from, to, MailEvent.LINE_CHARS_MAX);
    }

    private Client client(Address address) {
        return Client.of(address, ipv6PrefixLength);
    }

    /// The outcome that somebody logged in.
    public Outcome loginSucceeded(
            Address address, @Nullable String user, String service, @Nullable String session) {
        return new Outcome.Event(
                new MailEvent.LoginSucceeded(
                        id(),
                        at(),
                        receivedAt,
                        host(),
                        client(address),
                        address,
                        program,
                        wholeText(),
                        user,
                        service,
                        session));
    }

    /// The outcome that a log-in was refused.
    public Outcome loginFailed(
            Address address,
            @Nullable String user,
            String service,
            @Nullable String reason,
            int attempts) {
        return loginFailed(address, user, service, reason, attempts, to);
    }

    /// The outcome that a log-in was refused, by a line that holds a secret from a place on.
    public Outcome loginFailed(
            Address address,
            @Nullable String user,
            String service,
            @Nullable String reason,
            int attempts,
            int secretFrom) {
        message.mark(Origins.SECRET, secretFrom, to);
        return new Outcome.Event(
                new MailEvent.LoginFailed(
                        id(),
                        at(),
                        receivedAt,
                        host(),
                        client(address),
                        address,
                        program,
                        printable(from, secretFrom, MailEvent.LINE_CHARS_MAX),
                        user,
                        service,
                        reason,
                        Math.min(attempts, ATTEMPTS_MAX) * header.times()));
    }

    /// A log-in that this line tells of again.
    public MailEvent again(MailEvent.LoginSucceeded said) {
        return new MailEvent.LoginSucceeded(
                id(),
                at(),
                receivedAt,
                host(),
                said.client(),
                said.address(),
                said.program(),
                wholeText(),
                said.user(),
                said.service(),
                said.session());
    }

    /// A refused log-in that this line tells of so many times again.
    public MailEvent again(MailEvent.LoginFailed said, int times) {
        return new MailEvent.LoginFailed(
                id(),
                at(),
                receivedAt,
                host(),
                said.client(),
                said.address(),
                said.program(),
                wholeText(),
                said.user(),
                said.service(),
                said.reason(),
                Math.min(said.attempts(), ATTEMPTS_MAX) * times);
    }

    /// The outcome that a session came to its end.
    public Outcome loggedOut(
            Address address, @Nullable String user, String service, @Nullable String session) {
        return new Outcome.Event(
                new MailEvent.LoggedOut(
                        id(),
                        at(),
                        receivedAt,
                        host(),
                        client(address),
                        address,
                        program,
                        wholeText(),
                        user,
                        service,
                        session));
    }

    /// The outcome that a client did something that counts against it.
    public Outcome offence(OffenceKind kind, Address address, Details said) {
        return new Outcome.Event(
                new MailEvent.Offence(
                        id(),
                        at(),
                        receivedAt,
                        host(),
                        client(address),
                        address,
                        program,
                        wholeText(),
                        kind,
                        said.stage(),
                        said.code(),
                        said.sender(),
                        said.recipient(),
                        said.helo(),
                        said.zone(),
                        said.text(),
                        said.user()));
    }
}
