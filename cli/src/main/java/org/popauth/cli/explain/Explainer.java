package org.popauth.cli.explain;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.lines.LineReader;
import org.popauth.cli.terminal.Terminal;
import org.popauth.events.EventId;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.MailLogSettings;
import org.popauth.maillog.bytes.Origins;

/// Reads the lines of one input in order: what a line says may depend on those before it.
final class Explainer {

    private final Input input;
    private final MailLog mailLog;
    private final Instant receivedAt;
    private final @Nullable Origins origins;

    /// @param receivedAt when the newest line was received
    /// @param withFields true to note where values stood, which takes its time
    Explainer(Input input, MailLogSettings settings, Instant receivedAt, boolean withFields) {
        this.input = input;
        this.origins = withFields ? new Origins() : null;
        this.mailLog = new MailLog(settings, source(input), origins);
        this.receivedAt = receivedAt;
    }

    /// Reports all lines, or those until nobody reads the output any more.
    void explain(InputStream in, Report report, Terminal terminal) throws IOException {
        var lines = new LineReader(in, report::flush);
        var line = new Explained(input, mailLog.lastHeader());
        while (lines.advance()) {
            line.moveTo(lines.bytes(), lines.from(), lines.to());
            if (origins != null) {
                origins.begin(line.number(), line.bytes(), line.from(), line.to());
            }
            explain(line, lines.offset());
            report.add(line);
            if ((line.number() & 0xfff) == 0 && terminal.isClosed()) {
                return;
            }
        }
    }

    private void explain(Explained line, long offset) {
        var reading = mailLog.read(line.bytes(), line.from(), line.to(), 0, offset, receivedAt);
        line.was(
                reading, mailLog.lastProgram(), mailLog.lastPattern(), Fields.of(reading, origins));
    }

    private static String source(Input input) {
        return input.file() == null ? "stdin" : name(input.file().toString());
    }

    private static String name(String path) {
        int begin = Math.max(0, path.length() - EventId.SOURCE_CHARS_MAX);
        return path.isEmpty() ? "file" : path.substring(begin);
    }
}
