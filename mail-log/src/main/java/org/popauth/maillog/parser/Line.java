package org.popauth.maillog.parser;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.events.OffenceKind;
import org.popauth.events.Printable;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.header.Header;

/// The line that is being read: its header, its message, and how it becomes an event.
///
/// One object is used for one line after the other; nothing of it may be kept.
public final class Line {

    /// The most characters of a short text in an event: a name, an address of mail, a reply.
    public static final int TEXT_CHARS_MAX = 512;

    private static final byte[] NOTHING = new byte[0];

    private final String source;
    private final MailHost defaultHost;
    private final ZoneId zone;
    private final int ipv6PrefixLength;
    private final Cursor message = new Cursor();
    private Header header = new Header();
    private MailHost host;
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

    /// A line of a source with this name and these settings.
    public Line(String source, MailHost defaultHost, ZoneId zone, int ipv6PrefixLength) {
        this.source = source;
        this.defaultHost = defaultHost;
        this.host = defaultHost;
        this.zone = zone;
        this.ipv6PrefixLength = ipv6PrefixLength;
    }

    /// Moves to the next line of the source.
    public void reset(byte[] bytes, int from, int to, boolean cut) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.cut = cut;
    }

    /// Says where the line stands in the source, and when it was received.
    public void stands(long inGeneration, long atOffset, Instant received) {
        this.generation = inGeneration;
        this.offset = atOffset;
        this.id = null;
        this.receivedAt = received;
        this.at = null;
    }

    /// Says what the header holds.
    public void describe(Header read, @Nullable MailHost named, String programName) {
        this.header = read;
        this.host = named == null ? defaultHost : named;
        this.program = programName;
        message.reset(bytes, read.messageFrom(), to);
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
        message.moveTo(header.programFrom());
        return message;
    }

    /// True when the header has no mail host, only a tag.
    public boolean isHostless() {
        return header.hostTo() == header.hostFrom();
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
            known = header.stamp().instant(receivedAt, zone);
            at = known;
        }
        return known;
    }

    /// When the line was written, as milliseconds since 1970.
    public long time() {
        return header.stamp().millis(receivedAt, zone);
    }

    /// Text of the line, made printable.
    public String text(int start, int end, int charsMax) {
        int first = Math.clamp(start, from, to);
        int last = Math.clamp(end, first, to);
        int length = (int) Math.min(last - first, 4L * charsMax);
        return Printable.of(new String(bytes, first, length, StandardCharsets.UTF_8), charsMax);
    }

    /// Short text of the line, made printable.
    public String text(int start, int end) {
        return text(start, end, TEXT_CHARS_MAX);
    }

    /// As [#text(int, int)], null when there is none.
    public @Nullable String textOrNull(int start, int end) {
        return end > start ? text(start, end) : null;
    }

    private String wholeText() {
        return text(from, to, MailEvent.LINE_CHARS_MAX);
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
                        host,
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
        return new Outcome.Event(
                new MailEvent.LoginFailed(
                        id(),
                        at(),
                        receivedAt,
                        host,
                        client(address),
                        address,
                        program,
                        text(from, secretFrom, MailEvent.LINE_CHARS_MAX),
                        user,
                        service,
                        reason,
                        attempts));
    }

    /// The outcome that a session came to its end.
    public Outcome loggedOut(
            Address address, @Nullable String user, String service, @Nullable String session) {
        return new Outcome.Event(
                new MailEvent.LoggedOut(
                        id(),
                        at(),
                        receivedAt,
                        host,
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
                        host,
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
