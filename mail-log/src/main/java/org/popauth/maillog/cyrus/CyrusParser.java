package org.popauth.maillog.cyrus;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.ByProcess;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of Cyrus IMAP.
///
/// - to 3.12: `login: NAME [ADDRESS] USER MECHANISM User logged in …` and `badlogin: NAME [ADDRESS]
///   …`, where the address stands before all that is the client's;
/// - from 3.13 on: `event=login.good … r.clienthost=… u.username=…` (logfmt), in which what is the
///   client's is quoted and escaped.
///
/// The end of a session is told without an address (`USAGE user …`) and joined by process.
public final class CyrusParser implements Parser {

    private final ByProcess<Open> open = new ByProcess<>();

    /// A session that logged in.
    private record Open(Address address, @Nullable String user, String service) {}

    @Override
    public String daemon() {
        return "cyrus";
    }

    @Override
    public boolean reads(String program) {
        return program.startsWith("cyrus/") || service(program) != null;
    }

    private static @Nullable String service(String program) {
        int slash = program.indexOf('/');
        var prefix = program.substring(0, Math.max(0, slash));
        var name = program.substring(slash + 1);
        var service = ofMailbox(name);
        if (service != null) {
            return prefix.equals("docker") ? null : service;
        }
        return prefix.isEmpty() || prefix.equals("cyrus") ? ofOthers(name, slash >= 0) : null;
    }

    /// Those that stand behind any `syslog_prefix` of the operator's, too: `mx1/imap`. What stands
    /// behind `docker/` is the name of a container.
    private static @Nullable String ofMailbox(String name) {
        return switch (name) {
            case "imap", "imaps", "imapd" -> "imap";
            case "pop3", "pop3s", "pop3d" -> "pop3";
            case "sieve", "timsieved", "managesieve" -> "managesieve";
            default -> null;
        };
    }

    /// Those whose names Postfix and web servers use, too.
    private static @Nullable String ofOthers(String name, boolean hasPrefix) {
        return switch (name) {
            case "lmtp", "lmtps", "lmtpd", "lmtpunix" -> "lmtp";
            case "nntp", "nntps", "nntpd" -> "nntp";
            case "sync_server", "backupd", "mupdate" -> name;
            case "http", "https", "httpd" -> hasPrefix ? "http" : null;
            default -> null;
        };
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        Honest.skipMessageId(cursor);
        if (cursor.skip("login: ")) {
            return loggedIn(line, cursor);
        }
        if (cursor.skip("badlogin: ")) {
            return refused(line, cursor);
        }
        if (cursor.skip("event=login.")) {
            return event(line, cursor);
        }
        return cursor.sees("USAGE ") && cursor.find(" user: ") > 0 ? ended(line) : HARMLESS;
    }

    private Outcome loggedIn(Line line, Cursor cursor) {
        var address = Honest.peer(cursor);
        if (address == null || !cursor.skip(' ')) {
            return HARMLESS;
        }
        int from = cursor.at();
        int to = cursor.find(' ');
        return succeeded(line, address, line.textOrNull(from, to < 0 ? cursor.end() : to));
    }

    /// Whoever came in without a password has shown nothing.
    private Outcome succeeded(Line line, Address address, @Nullable String user) {
        if ("anonymous".equals(user)) {
            return HARMLESS;
        }
        var service = serviceOf(line);
        open.put(line, new Open(address, user, service));
        return line.loginSucceeded(address, user, service, ByProcess.session(line));
    }

    private static String serviceOf(Line line) {
        var service = service(line.program());
        return service == null ? "cyrus" : service;
    }

    private static Outcome refused(Line line, Cursor cursor) {
        var address = Honest.peer(cursor);
        if (address == null || !cursor.skip(' ')) {
            return HARMLESS;
        }
        return BadLogin.read(line, cursor, address, serviceOf(line));
    }

    private Outcome event(Line line, Cursor cursor) {
        boolean good = cursor.skip("good ");
        if (!good && !cursor.skip("bad ")) {
            return HARMLESS;
        }
        var event = LoginEvent.read(line, cursor);
        var address = event.address();
        if (address == null) {
            return new Outcome.Unparsable("Cyrus: a log-in without an address in r.clienthost");
        }
        if (!good) {
            return event.isOwnFault()
                    ? Outcome.Nothing.OWN_FAULT
                    : line.loginFailed(address, event.user(), serviceOf(line), event.error(), 1);
        }
        return event.anonymous() ? HARMLESS : succeeded(line, address, event.user());
    }

    private Outcome ended(Line line) {
        var session = open.remove(line);
        return session == null
                ? HARMLESS
                : line.loggedOut(
                        session.address(),
                        session.user(),
                        session.service(),
                        ByProcess.session(line));
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return open.oldest();
    }
}
