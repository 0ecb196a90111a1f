package org.popauth.standalone.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.popauth.events.Client;
import org.popauth.events.MailHost;
import org.popauth.ingest.line.LineSink;
import org.popauth.ingest.line.LineSplitter;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.MailLogSettings;
import org.popauth.maillog.Reading;
import org.popauth.maillog.SyslogTime;
import org.popauth.maillog.patterns.Patterns;

/// Reads old logs once, before anything is decided: what is in them, and when they end.
public final class SurveyLogs {

    private static final int LINE_BYTES_MAX = 64 * 1024;
    private static final MailHost HOST = new MailHost("replay");

    private final ZoneId zone;
    private final Instant receivedAt;
    private final Patterns patterns;
    private final Survey survey = new Survey();

    private SurveyLogs(ZoneId zone, Instant receivedAt, Patterns patterns) {
        this.zone = zone;
        this.patterns = patterns;
        this.receivedAt = receivedAt;
    }

    /// Reads files.
    ///
    /// @param zone of stamps that name none
    /// @param receivedAt what stamps without a year are dated by
    /// @param patterns of the operator
    public static Survey of(List<Path> files, ZoneId zone, Instant receivedAt, Patterns patterns)
            throws IOException {
        var logs = new SurveyLogs(zone, receivedAt, patterns);
        try {
            for (var file : files) {
                logs.read(file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return logs.survey;
    }

    private void read(Path file) throws IOException, InterruptedException {
        var settings = new MailLogSettings(HOST, zone, Client.IPV6_PREFIX_LENGTH).with(patterns);
        var log = new MailLog(settings, "replay");
        var time = new SyslogTime(zone);
        var splitter = new LineSplitter(LINE_BYTES_MAX);
        LineSink count =
                (bytes, from, to, offset, cut) -> {
                    var reading = log.read(bytes, from, to, 0, offset, receivedAt);
                    var text =
                            reading instanceof Reading.Unparsable
                                    ? new String(bytes, from, to - from, UTF_8)
                                    : "";
                    survey.count(reading, time.timeOf(bytes, from, to, receivedAt), text);
                };
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int read;
            while ((read = channel.read(splitter.room())) >= 0) {
                splitter.split(read, count);
            }
            splitter.end(count);
        }
    }
}
