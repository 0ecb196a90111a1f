package org.popauth.maillog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.popauth.events.Address;
import org.popauth.events.MailEvent;

/// Writes any bytes where clients' text stands in lines that operators' patterns match.
///
/// Public, with this method, because Jazzer calls it.
public final class PatternLinesFuzz {

    /// What a daemon writes; `%` is the client's. The first byte of an input says which it is.
    private static final List<String> TEMPLATES =
            List.of(
                    "sloppyd[1]: login failed: user=% ip=192.0.2.1 (3 attempts)",
                    "plaind[1]: login failed: user=% ip=192.0.2.1",
                    "lightmail[1]: <a1> Failed login for % from 192.0.2.1 in session a1 (error: 0)",
                    "teamd[1]: RootPage Login from '192.0.2.1' for user '%' might not have worked",
                    "mymilter[1]: reject 550 5.7.1 from=<%> to=<a@b> client=[192.0.2.1] helo=x y",
                    "mymilter[1]: reject 550 5.7.1 from=<a> to=<%> client=[192.0.2.1] helo=x",
                    "mymilter[1]: reject 550 5.7.1 from=<> to=<> client=[192.0.2.1] helo=%",
                    "sessd[1]: 00000000000000aa smtp authentication user=% result=permfail",
                    "oldpop[1]: %",
                    "sloppyd[1]: %");

    /// Those at the end are all the client's, as for somebody who can log: anything goes.
    private static final int ALL_OF_THE_CLIENT = 2;

    private static final Address CLIENT = Address.parse("192.0.2.1");

    private PatternLinesFuzz() {}

    /// Reads one line, after the first line of a session.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int number = Math.floorMod(input[0] - '0', TEMPLATES.size());
        var template = "Nov 23 06:52:57 mx1 " + TEMPLATES.get(number);
        int place = template.indexOf('%');
        var line = new ByteArrayOutputStream();
        line.writeBytes(template.substring(0, place).getBytes(StandardCharsets.US_ASCII));
        line.write(input, 1, input.length - 1);
        line.writeBytes(template.substring(place + 1).getBytes(StandardCharsets.US_ASCII));
        var log = new PatternLog();
        log.read(
                "06:52:56", "sessd[1]", "00000000000000aa smtp connected address=192.0.2.1 host=x");
        var reading = log.read(line.toString(StandardCharsets.ISO_8859_1));
        if (number < TEMPLATES.size() - ALL_OF_THE_CLIENT
                && reading instanceof Reading.Recognised(MailEvent event)
                && (!event.address().equals(CLIENT) || event instanceof MailEvent.LoginSucceeded)) {
            throw new IllegalStateException("the text made it " + event);
        }
    }
}
