package org.popauth.benchmarks.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.popauth.cli.lines.LineReader;
import org.popauth.events.MailHost;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.MailLogSettings;
import org.popauth.maillog.Reading;

/// Reads a log and says what stands in it, nothing else: what reading costs without the counts and
/// shapes that `popauth explain` shows.
final class ReadLog {

    private static final Instant RECEIVED_AT = Instant.parse("2026-11-30T00:00:00Z");

    private ReadLog() {}

    /// @param args the log, the file to write to, and perhaps how often, which prints how many
    ///   milliseconds each reading took, for the script `side-by-side` to take from standard output
    public static void main(String[] args) throws IOException {
        int times = args.length < 3 ? 1 : Integer.parseInt(args[2]);
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            try (var in = Files.newInputStream(Path.of(args[0]))) {
                Files.writeString(Path.of(args[1]), read(in).toString());
            }
            if (args.length > 2) {
                System.out.println((System.nanoTime() - start) / 1_000_000);
            }
        }
    }

    static Truth read(InputStream in) throws IOException {
        var settings = new MailLogSettings(new MailHost("mx1"), ZoneOffset.UTC, 64);
        var log = new MailLog(settings, "mx1:file:/var/log/mail.log");
        var lines = new LineReader(in, () -> {});
        var truth = new Truth();
        while (lines.advance()) {
            truth.line();
            var reading =
                    log.read(
                            lines.bytes(),
                            lines.from(),
                            lines.to(),
                            0,
                            lines.offset(),
                            RECEIVED_AT);
            if (reading instanceof Reading.Recognised recognised) {
                truth.event(recognised.event());
            }
        }
        return truth;
    }
}
