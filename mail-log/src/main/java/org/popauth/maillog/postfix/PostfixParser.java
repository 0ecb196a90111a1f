package org.popauth.maillog.postfix;

import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads what Postfix logs about clients, from 1.1 to 3.12, under any `syslog_name`.
public final class PostfixParser implements Parser {

    private final Connections connections = new Connections();
    private final Rejections rejections = new Rejections(connections);
    private final SmtpdLines smtpd = new SmtpdLines(connections, rejections);
    private final PostscreenLines postscreen = new PostscreenLines(connections, rejections);

    @Override
    public String daemon() {
        return "postfix";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("postfix")
                || program.startsWith("postfix/")
                || program.startsWith("postfix-")
                || (Role.of(program) != Role.ANY && Role.of(program) != Role.OTHER);
    }

    @Override
    public Outcome read(Line line) {
        return switch (Role.of(line.program())) {
            case SMTPD -> smtpd.read(line);
            case POSTSCREEN -> postscreen.read(line);
            case CLEANUP -> rejections.readOfCleanup(line);
            case OTHER -> Outcome.Nothing.HARMLESS;
            case ANY -> {
                var outcome = smtpd.read(line);
                yield outcome == Outcome.Nothing.HARMLESS ? postscreen.read(line) : outcome;
            }
        };
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return connections.oldest();
    }
}
