package org.popauth.maillog.appleimap;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the log-ins of Apple's old IMAP server from its own log: `STAMP IMAP User "joe" log on
/// successful from ADDRESS`. The address ends the line.
public final class AppleImapParser implements Parser {

    private static final String BEGINNING = "IMAP User \"";
    private static final String SUCCESSFUL = "\" log on successful from ";

    @Override
    public String daemon() {
        return "appleimap";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("apple-imap");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (!cursor.skip(BEGINNING) || Honest.mayBeCut(line)) {
            return HARMLESS;
        }
        int from = cursor.at();
        int to = Bytes.lastIndexOf(cursor.bytes(), from, cursor.end(), SUCCESSFUL);
        var address = to < 0 ? null : cursor.address(to + SUCCESSFUL.length(), cursor.end());
        return address == null || Bytes.indexOf(cursor.bytes(), from, to, '"') >= 0
                ? HARMLESS
                : line.loginSucceeded(address, line.text(from, to), "imap", null);
    }
}
