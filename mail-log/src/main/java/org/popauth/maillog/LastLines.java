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

    private final Memory<MailHost, Reading> last = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    /// Notes what a line of a host said.
    void said(Line line, Reading reading) {
        if (reading instanceof Reading.Recognised || reading == Reading.Ignored.REPEATED) {
            last.put(line.host(), reading, line);
            line.seenHost().mayRepeat(true);
        } else {
            ended(line.seenHost());
        }
    }

    /// Notes that a host wrote a line that says nothing.
    void ended(SeenHost host) {
        if (host.mayRepeat()) {
            last.remove(host.name());
            host.mayRepeat(false);
        }
    }

    /// True when no host's last line may be told again.
    boolean isEmpty() {
        return last.isEmpty();
    }

    /// The last line of the same host once more.
    Reading again(Line line, int times) {
        var reading = last.get(line.host(), line);
        if (reading == null) {
            return Reading.Ignored.HARMLESS;
        }
        if (!(reading instanceof Reading.Recognised(MailEvent event))) {
            return Reading.Ignored.REPEATED;
        }
        var again = again(event, line, times);
        return again == null ? Reading.Ignored.REPEATED : new Reading.Recognised(again);
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
        return last.oldest();
    }
}
