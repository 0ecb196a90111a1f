package org.popauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.Json;

/// `explain` says where values stood, and tries operators' patterns.
class ExplainFieldsTest {

    private static final String LOGIN =
            "Mar  1 10:00:06 mx1 dovecot: imap-login: Login: user=<u>, method=PLAIN,"
                    + " rip=192.0.2.11, lip=192.0.2.1, mpid=3, TLS, session=<s>";

    private static final String PATTERNS =
            """
            patterns:
              - name: web-login-failed
                programs: webd
                event: login-failed
                service: webmail
                pattern: 'login of (?P<user>.*) from (?P<client>[^ ]+) refused(?: .*)?'
                samples:
                  - line: 'Mar  1 10:00:06 web1 webd[1]: login of joe from 192.0.2.9 refused'
                    gives: {client: 192.0.2.9, user: joe}
              - name: web-connected
                programs: webd
                event: first-line
                pattern: 'peer (?P<client>[^ ]+)'
                samples:
                  - line: 'Mar  1 10:00:06 web1 webd[1]: peer 192.0.2.9'
              - name: web-login
                programs: webd
                event: login-succeeded
                service: webmail
                after: web-connected
                pattern: 'hello (?P<user>[^ ]+)'
                samples:
                  - given: 'Mar  1 10:00:06 web1 webd[1]: peer 192.0.2.9'
                    line: 'Mar  1 10:00:06 web1 webd[1]: hello joe'
                    gives: {client: 192.0.2.9, user: joe}
            """;

    private static final String WEB =
            """
            Mar  1 10:00:06 web1 webd[1]: login of anna from 203.0.113.9 refused
            Mar  1 10:00:06 web1 webd[2]: peer 203.0.113.8
            Mar  1 10:00:07 web1 webd[2]: hello \u001b[2J
            Mar  1 10:00:08 web1 webd[1]: login of x from 192.0.2.1 refused from 203.0.113.9 refused
            Mar  1 10:00:09 web1 other[1]: x
            """;

    @TempDir Path directory;

    private Path patterns(String text) throws IOException {
        return Files.writeString(directory.resolve("patterns.yaml"), text);
    }

    @Test
    void fieldsSayWhereValuesStood() throws IOException {
        var text = Run.withInput(bytes(LOGIN), "explain", "--fields").out();
        var json = Run.withInput(bytes(LOGIN), "explain", "--output", "jsonl", "--fields").out();

        assertThat(text.lines().toList().get(1))
                .isEqualTo(
                        "    host=mx1@16-19 program=dovecot@20-27 client=192.0.2.11@76-86"
                                + " user=u@54-55 service=imap@29-33 session=s@125-126");
        assertThat(LOGIN.substring(76, 86)).isEqualTo("192.0.2.11");
        assertThat(LOGIN.substring(116, 126)).isEqualTo("session=<s");
        assertThat(Json.mapper().readTree(json).at("/fields/client").toString())
                .isEqualTo("{\"from\":76,\"to\":86}");
        assertThat(Run.withInput(bytes(LOGIN), "explain", "--output", "jsonl").out())
                .doesNotContain("fields");
    }

    @Test
    void onATerminalTheLineIsShownWithItsFieldsInColour() throws IOException {
        var log = Files.writeString(directory.resolve("mail.log"), LOGIN);

        var run = Run.onTerminal(80, "explain", "" + log);

        assertThat(run.out())
                .contains(
                        "user=<\u001b[35mu\u001b[0m>, method=PLAIN, rip=\u001b[36m192.0.2.11\u001b[0m,")
                .endsWith(
                        "fields: \u001b[34mhost\u001b[0m \u001b[34mprogram\u001b[0m"
                                + " \u001b[34mservice\u001b[0m \u001b[35muser\u001b[0m"
                                + " \u001b[36mclient\u001b[0m \u001b[34msession\u001b[0m\n");
        assertThat(Run.onTerminal(80, "explain", "--no-fields", "" + log).out())
                .doesNotContain("rip=");
    }

    @Test
    void noEscapeOfAClientReachesATerminal() throws IOException {
        var hostile = resource("hostile.log");

        for (var option : List.of("--fields", "--no-fields")) {
            var coloured = Run.withInput(hostile, "explain", "--color", "always", option).out();

            assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", ""))
                    .matches("[\\x20-\\x7e\\n\ufffd]+");
        }
    }

    @Test
    void aPasswordIsNotShown() {
        var line =
                "Mar  1 10:00:06 mx1 dovecot: auth: passwd-file(joe,192.0.2.7): Password mismatch"
                        + " (given password: hunter2)";

        var plain = Run.withInput(bytes(line), "explain", "--fields").out();
        var coloured = Run.withInput(bytes(line), "explain", "--color", "always").out();

        assertThat(plain).contains("login-failed 192.0.2.7").doesNotContain("hunter2");
        assertThat(coloured).contains("***").doesNotContain("hunter2");
    }

    @Test
    void patternsAreTriedAndNamed() throws IOException {
        var file = patterns(PATTERNS);

        var run =
                Run.withInput(
                        bytes(WEB),
                        "explain",
                        "--zone",
                        "UTC",
                        "--fields",
                        "--patterns",
                        "" + file);

        assertThat(run.status()).isZero();
        assertThat(run.out().lines().toList())
                .containsExactly(
                        "1: login-failed 203.0.113.9  2026-03-01 10:00:06Z web1 webd "
                                + " user=\"anna\" service=\"webmail\" attempts=\"1\"",
                        "    host=web1@16-20 program=webd@21-25 client=203.0.113.9@49-60"
                                + " user=anna@39-43 pattern=web-login-failed",
                        "2: ignored: first of two lines; what it means depends on the next one",
                        "    host=web1@16-20 program=webd@21-25 pattern=web-connected",
                        "3: login-succeeded 203.0.113.8  2026-03-01 10:00:07Z web1 webd "
                                + " user=\"?[2J\" service=\"webmail\"",
                        "    host=web1@16-20 program=webd@21-25 client=line 2@35-46"
                                + " user=?[2J@36-40 pattern=web-login",
                        "4: ignored: a pattern can read it in two ways, so nobody is accused or let"
                                + " in",
                        "    host=web1@16-20 program=webd@21-25",
                        "5: ignored: not written by a mail daemon that is understood");
        assertThat(run.err())
                .startsWith("popauth: warning: " + file + ":2:5: a client can hide: with a user");
    }

    @Test
    void theSummaryCountsByPattern() throws IOException {
        var file = patterns(PATTERNS);

        var run =
                Run.withInput(
                        bytes(WEB),
                        "explain",
                        "--summary",
                        "--output",
                        "json",
                        "--patterns",
                        "" + file);

        var json = Json.mapper().readTree(run.out());
        assertThat(json.at("/patterns/web-login-failed").asInt()).isEqualTo(1);
        assertThat(json.at("/ignored/ambiguous").asInt()).isEqualTo(1);
    }

    @Test
    void patternsAreCheckedWithoutAnyLog() throws IOException {
        var right = Run.of("explain", "--check", "--patterns", "" + patterns(PATTERNS));
        var file = patterns(PATTERNS.replace("(?P<user>.*)", "(?P<usr>.*)"));
        var wrong = Run.of("explain", "--check", "--patterns", "" + file);
        var none = directory.resolve("none");
        var missing = Run.of("explain", "--patterns", none.toString());
        var folder = Run.of("explain", "--patterns", directory.toString());

        assertThat(right.out()).isEqualTo(file + ": 3 patterns and 3 samples, as they should be\n");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err())
                .isEqualTo(
                        "popauth: the patterns are not right:\n"
                                + file
                                + ":6:28: unknown group \"usr\"; groups are client, user, service,"
                                + " session, reason, stage, code, sender, recipient, helo, zone,"
                                + " text\n");
        assertThat(missing.err()).isEqualTo("popauth: there is no file " + none + "\n");
        assertThat(folder.err())
                .isEqualTo(
                        "popauth: cannot read the patterns in " + directory + ": Is a directory\n");
        assertThat(Run.of("explain", "--check").err()).contains("--check needs --patterns");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = ExplainFieldsTest.class.getResourceAsStream("/explain/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
