package org.popauth.ingest.source;

import io.quarkus.logging.Log;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.Printable;
import org.popauth.ingest.line.LineSink;
import org.popauth.ingest.progress.AcknowledgedPrefix;
import org.popauth.ingest.progress.Mark;
import org.popauth.ingest.progress.Position;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.Reading;

/// Takes the lines of one source, reads what they say, sends the events and counts.
///
/// Lines before the acknowledged position are read again only to be remembered: they are neither
/// sent nor counted. Used by the thread of the source alone.
public final class LineIntake implements LineSink {

    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(10);
    private static final int SAMPLE_CHARS_MAX = 512;

    private static final byte[] NOTHING = new byte[0];

    private final String source;
    private final Supplier<MailLog> newMailLog;
    private final InstantSource receiptClock;
    private final SourceCounters counters;
    private final AcknowledgedPrefix prefix;
    private final Outlet outlet;

    private MailLog mailLog;
    private Supplier<@Nullable EventId> oldestOpen = () -> mailLog().oldestOpen();
    private HeardHosts.@Nullable Heard heard;
    private Position sendFrom = new Position(0, 0);
    private Position resume = new Position(0, 0);
    private long generation;
    private Instant receivedAt = Instant.EPOCH;
    private long lastSampleNanos = System.nanoTime() - SAMPLE_EVERY.toNanos();

    /// @param source its name in event ids
    /// @param receiptClock says when a line is received
    public LineIntake(
            String source,
            Supplier<MailLog> newMailLog,
            InstantSource receiptClock,
            SourceCounters counters,
            AcknowledgedPrefix prefix,
            Outlet outlet) {
        this.source = source;
        this.newMailLog = newMailLog;
        this.receiptClock = receiptClock;
        this.counters = counters;
        this.prefix = prefix;
        this.outlet = outlet;
        this.mailLog = newMailLog.get();
    }

    /// Forgets all lines; the next one is the first after `mark.resume()`.
    public void restart(Mark mark) {
        mailLog = newMailLog.get();
        sendFrom = mark.acknowledged();
        resume = mark.resume();
    }

    /// The lines that follow are read by this one, which remembers the lines of one sender.
    public void readWith(MailLog current) {
        mailLog = current;
    }

    /// Not the reader of the last line alone remembers lines.
    ///
    /// @param oldest the oldest line that a later one may be joined with; null if there is none
    public void remembering(Supplier<@Nullable EventId> oldest) {
        oldestOpen = oldest;
    }

    private MailLog mailLog() {
        return mailLog;
    }

    /// The lines that follow, if any, are of this generation.
    public void generation(long current) {
        generation = current;
    }

    /// A batch of lines begins at an offset.
    public void begin(long offset) {
        receivedAt = receiptClock.instant();
        resume = markAt(offset).resume();
    }

    /// All lines before an offset were handed over.
    public void end(long offset) {
        var mark = markAt(offset);
        if (!mark.acknowledged().isBefore(sendFrom)) {
            prefix.read(mark);
        }
    }

    /// Where a restart would go on when all events before an offset are acknowledged.
    public Mark markAt(long offset) {
        var at = new Position(generation, offset);
        return new Mark(at, resumeAt(at));
    }

    private Position resumeAt(Position at) {
        var oldest = oldestOpen.get();
        return oldest == null ? at : Position.of(oldest);
    }

    @Override
    public void line(byte[] bytes, int from, int to, long offset, boolean cut)
            throws InterruptedException {
        var at = new Position(generation, offset);
        var reading = read(bytes, from, to, offset, cut);
        if (at.isBefore(sendFrom)) {
            return;
        }
        counters.lines.increment();
        counters.bytes.add(to - from);
        if (cut) {
            counters.cut.increment();
        }
        var pattern = mailLog.lastPattern();
        if (pattern != null) {
            counters.matched(pattern);
        }
        switch (reading) {
            case Reading.Recognised recognised -> {
                heard().reported(recognised.event().at(), receivedAt);
                send(recognised.event(), at);
            }
            case Reading.Ignored reason -> ignored(reason);
            case Reading.Unparsable why -> unparsable(why.reason(), bytes, from, to);
        }
    }

    private void ignored(Reading.Ignored reason) {
        counters.ignored(reason);
        if (reason != Reading.Ignored.BLANK) {
            heard().line(receivedAt);
        }
    }

    /// What is known of the mail host of the line that was read last.
    private HeardHosts.Heard heard() {
        var host = mailLog.lastHost();
        var known = heard;
        if (known == null || !known.host().equals(host)) {
            known = counters.hosts.get(host);
            heard = known;
        }
        return known;
    }

    @Override
    public void refused(long offset, String who) {
        if (new Position(generation, offset).isBefore(sendFrom)) {
            return;
        }
        counters.lines.increment();
        counters.refused.increment();
        if (isTimeForSample()) {
            Log.warnf("not believed, by its sender source=%s %s", source, who);
        }
    }

    /// In the place of a line: something that holds none.
    ///
    /// @param why what it is instead; no text from the source
    public void noLine(long offset, String why) {
        if (!new Position(generation, offset).isBefore(sendFrom)) {
            counters.lines.increment();
            unparsable(why, NOTHING, 0, 0);
        }
    }

    /// A mistake in a parser must not stop the source: the line is as good as unparsable.
    private Reading read(byte[] bytes, int from, int to, long offset, boolean cut) {
        try {
            return mailLog.read(bytes, from, to, cut, generation, offset, receivedAt);
        } catch (RuntimeException e) {
            Log.errorf(e, "a parser failed source=%s offset=%d", source, offset);
            return new Reading.Unparsable("a parser failed: " + e.getClass().getSimpleName());
        }
    }

    private void send(MailEvent event, Position at) throws InterruptedException {
        var sent = prefix.sending(new Mark(at, resume), System.nanoTime());
        outlet.publish(event, () -> prefix.acknowledged(sent));
        counters.recognised(event);
    }

    private void unparsable(String reason, byte[] bytes, int from, int to) {
        int end = Math.min(to, from + SAMPLE_CHARS_MAX);
        var line = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        var printable = Printable.of(line, SAMPLE_CHARS_MAX);
        counters.unparsable(printable);
        if (isTimeForSample()) {
            Log.warnf("unparsable line source=%s reason=%s line=%s", source, reason, printable);
        }
    }

    private boolean isTimeForSample() {
        long now = System.nanoTime();
        boolean due = now - lastSampleNanos >= SAMPLE_EVERY.toNanos();
        lastSampleNanos = due ? now : lastSampleNanos;
        return due;
    }
}
