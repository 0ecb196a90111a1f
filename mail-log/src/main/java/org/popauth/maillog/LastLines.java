package org.popauth.maillog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Memory;
import org.popauth.maillog.parser.SeenHost;

/// What the last line of each mail host said, because syslog may go on with `last message repeated
/// N times`.
///
/// That line names no program, only the host, so it is about the host's line directly before it;
/// any other line in between ends it. A log-in or a refused one is told again; an offence counts
/// once in its connection.
final class LastLines {

    private static final int ENTRIES_MAX = 1024;
    private static final Duration IDLE_MAX = Duration.ofHours(1);

    private final Memory<MailHost, Reading> others = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    /// What was said last. Most logs are of one host, so it seldom has to make way for another's:
    /// remembering it costs a tenth of what an entry in the table costs.
    private @Nullable Said latest;

    /// A line that may be told again.
    private record Said(SeenHost host, Reading reading, EventId line, long time) {}

    /// Notes what a line of a host said.
    void said(Line line, Reading reading) {
        ended(line.seenHost());
        if (reading instanceof Reading.Recognised || reading == Reading.Ignored.REPEATED) {
            makeWay();
            latest = new Said(line.seenHost(), reading, line.id(), line.time());
        }
    }

    private void makeWay() {
        var before = latest;
        if (before != null) {
            others.put(before.host.name(), before.reading, before.line, before.host);
            before.host.mayRepeat(true);
        }
    }

    /// Notes that a host wrote a line that says nothing.
    void ended(SeenHost host) {
        if (latest != null && latest.host == host) {
            latest = null;
        }
        if (host.mayRepeat()) {
            others.remove(host.name());
            host.mayRepeat(false);
        }
    }

    /// True when no host's last line may be told again.
    boolean isEmpty() {
        return latest == null && others.isEmpty();
    }

    /// The last line of the same host once more.
    Reading again(Line line, int times) {
        var reading = last(line);
        if (reading == null) {
            return Reading.Ignored.HARMLESS;
        }
        if (!(reading instanceof Reading.Recognised(MailEvent event))) {
            return Reading.Ignored.REPEATED;
        }
        var again = again(event, line, times);
        return again == null ? Reading.Ignored.REPEATED : new Reading.Recognised(again);
    }

    private @Nullable Reading last(Line line) {
        var said = latest;
        if (said == null || said.host != line.seenHost()) {
            return others.get(line.host(), line);
        }
        boolean isLong = Math.abs(line.time() - said.time) > IDLE_MAX.toMillis();
        latest = isLong ? null : new Said(said.host, said.reading, said.line, line.time());
        return isLong ? null : said.reading;
    }

    private static @Nullable MailEvent again(MailEvent event, Line line, int times) {
        return switch (event) {
            case MailEvent.LoginSucceeded said -> line.again(said);
            case MailEvent.LoginFailed said -> line.again(said, times);
            case MailEvent.LoggedOut said -> null;
            case MailEvent.Offence said -> null;
        };
    }

    @Nullable EventId oldest() {
        var other = others.oldest();
        var said = latest;
        if (said == null) {
            return other;
        }
        return other == null || said.line.compareTo(other) < 0 ? said.line : other;
    }
}
