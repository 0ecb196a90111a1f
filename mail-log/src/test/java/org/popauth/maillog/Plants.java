package org.popauth.maillog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.popauth.events.Address;
import org.popauth.events.MailEvent;

/// Texts that a client would send to be read as something that it did not do: every message of the
/// corpus that leads to an event, about another client; the same from each place on where a field
/// of it begins or ends; with a header before it; and pieces in the manner of each daemon.
final class Plants {

    /// Whom the planted texts name.
    static final List<Address> OTHERS =
            List.of(Address.parse("198.51.100.99"), Address.parse("2001:db8:bad::99"));

    private static final Pattern IPV4 = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");
    private static final Pattern IPV6 =
            Pattern.compile("\\b[0-9a-fA-F]{1,4}:[0-9a-fA-F:]*::?[0-9a-fA-F]{1,4}\\b");
    private static final Pattern HEADER =
            Pattern.compile(
                    "^(?:<\\d+>)?(?:\\w{3} +\\d+ [\\d:]{8} |\\d{4}-\\S+ (?:[\\d:]{8} )?)\\S+ [^:]*?: ");
    private static final String STOPS = ">)]\"',;: ";

    private static final List<String> PIECES =
            List.of(
                    "rip=198.51.100.99",
                    ", rip=198.51.100.99, lip=192.0.2.1",
                    ">, method=PLAIN, rip=198.51.100.99, lip=192.0.2.1, mpid=1, TLS, session=<z>",
                    "host=evil.example [198.51.100.99]",
                    " host=evil.example [198.51.100.99]",
                    "[198.51.100.99]",
                    "unknown[198.51.100.99]",
                    "unknown[198.51.100.99]: ",
                    "from=198.51.100.99",
                    " from 198.51.100.99",
                    "ip=[198.51.100.99]",
                    ", ip=[::ffff:198.51.100.99]",
                    ", port=[1]",
                    "client_address=198.51.100.99",
                    "rhost=198.51.100.99",
                    "> proto=SMTP helo=<[198.51.100.99]>",
                    "> to=<x@y> proto=SMTP helo=<z",
                    ">, to=<x@y>, proto=SMTP, helo=<z",
                    "; from=<a@b> to=<c@d> proto=SMTP helo=<z>",
                    "last message repeated 5 times",
                    "message repeated 5 times: [ x]",
                    "Nov 23 06:52:57 mx1 last message repeated 3 times",
                    "reject: RCPT from unknown[198.51.100.99]: 554 5.7.1 ",
                    "reject_warning: RCPT from unknown[192.0.2.10]: ",
                    "milter-reject: RCPT from unknown[198.51.100.99]: 550 5.7.1 x",
                    "Logged out",
                    ": Logged out in=1 out=1",
                    "' logged in from 198.51.100.99",
                    "<",
                    ">",
                    "<>",
                    "><",
                    "[",
                    "]",
                    "[]",
                    "][",
                    "(",
                    ")",
                    "'",
                    "''",
                    "\"",
                    "\\",
                    "=",
                    ":",
                    "::",
                    ";",
                    ",",
                    ", ",
                    " ",
                    "%",
                    "{",
                    "}",
                    "?",
                    "-",
                    "@",
                    "/",
                    "//",
                    "2001:db8:bad::99",
                    "::ffff:198.51.100.99",
                    "198.51.100.99",
                    "[IPv6:2001:db8:bad::99]");

    private Plants() {}

    /// All of them, in the same order every time.
    static List<String> all(List<CorpusCase> cases) {
        Set<String> plants = new LinkedHashSet<>(PIECES);
        for (var each : cases) {
            var reading = each.read();
            if (reading instanceof Reading.Recognised said) {
                var line = aboutAnother(each.line(), said.event());
                plants.add(line);
                plants.addAll(endings(HEADER.matcher(line).replaceFirst("")));
            }
        }
        return List.copyOf(plants);
    }

    private static String aboutAnother(String line, MailEvent event) {
        var other = OTHERS.get(event.address().isIpv4() ? 0 : 1).toString();
        var named = line.replace(event.address().toString(), other);
        named = IPV4.matcher(named).replaceAll(OTHERS.get(0).toString());
        return IPV6.matcher(named).replaceAll(OTHERS.get(1).toString());
    }

    /// The message, and what is left of it from each place where a field begins or ends.
    private static List<String> endings(String message) {
        var endings = new ArrayList<String>();
        endings.add(message);
        for (int i = 1; i < message.length(); i++) {
            if (STOPS.indexOf(message.charAt(i)) >= 0 && STOPS.indexOf(message.charAt(i - 1)) < 0) {
                endings.add(message.substring(i));
                endings.add("x" + message.substring(i));
            }
        }
        return endings;
    }
}
