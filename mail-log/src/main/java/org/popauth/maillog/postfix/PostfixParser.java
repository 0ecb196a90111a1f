package org.popauth.maillog.postfix;

import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;
import org.popauth.maillog.parser.ProgramReader;
import org.popauth.maillog.parser.ToldFailures;

/// Reads what Postfix logs about clients, from 1.1 to 3.12, under any `syslog_name`.
public final class PostfixParser implements Parser {

    private final Connections connections = new Connections();
    private final Rejections rejections = new Rejections(connections);
    private final SmtpdLines smtpd;
    private final PostscreenLines postscreen = new PostscreenLines(connections, rejections);
    private final CleanupLines cleanup = new CleanupLines(rejections);

    /// @param told the failed log-ins that the program which checks passwords has told of
    public PostfixParser(ToldFailures told) {
        this.smtpd = new SmtpdLines(connections, rejections, told);
    }

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
    public ProgramReader reader(String program) {
        return switch (Role.of(program)) {
            case SMTPD -> smtpd;
            case POSTSCREEN -> postscreen;
            case CLEANUP -> cleanup;
            case OTHER -> _ -> Outcome.Nothing.HARMLESS;
            case ANY -> this::readOfAny;
        };
    }

    @Override
    public Outcome read(Line line) {
        return reader(line.program()).read(line);
    }

    private Outcome readOfAny(Line line) {
        var outcome = smtpd.read(line);
        if (outcome == Outcome.Nothing.HARMLESS) {
            outcome = postscreen.read(line);
        }
        return outcome == Outcome.Nothing.HARMLESS ? cleanup.read(line) : outcome;
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return connections.oldest();
    }
}
