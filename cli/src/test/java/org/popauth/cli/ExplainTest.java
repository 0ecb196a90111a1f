package org.popauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.Json;

class ExplainTest {

    private static final String LOGIN =
            "Mar  1 10:00:06 mx1 dovecot: imap-login: Login: user=<u>, method=PLAIN,"
                    + " rip=192.0.2.11, lip=192.0.2.1, mpid=3, TLS, session=<s>";

    @TempDir Path directory;

    @Test
    void hostileLinesGiveWhatTheyAlwaysGave() throws IOException {
        var expected = new String(resource("hostile.jsonl"), StandardCharsets.UTF_8);

        var run = explainHostile("--output", "jsonl");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(objects(run.out())).isEqualTo(objects(expected));
    }

    @Test
    void everyLineGivesOneObjectInOrder() throws IOException {
        var run = explainHostile("--output", "jsonl");

        assertThat(objects(run.out()))
                .extracting(each -> each.path("line").asInt())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
        assertThat(objects(run.out()))
                .allSatisfy(
                        each ->
                                assertThat(each.has("event"))
                                        .isEqualTo(each.path("outcome").asText().equals("event")));
    }

    @Test
    void noAddressThatAClientWroteBecomesAnOffender() throws IOException {
        var run = explainHostile("--output", "jsonl");

        assertThat(objects(run.out()))
                .noneMatch(each -> each.at("/event/client").asText().matches("9\\..*|203\\..*"))
                .noneMatch(each -> each.at("/event/address").asText().matches("9\\..*|203\\..*"));
    }

    @Test
    void whateverClientsWriteStaysPrintable() throws IOException {
        assertThat(explainHostile("--output", "jsonl").out()).matches("[\\x20-\\x7e\\n]+");
        assertThat(explainHostile().out()).matches("[\\x20-\\x7e\\n\ufffd]+");
        assertThat(explainHostile("--summary").out()).matches("[\\x20-\\x7e\\n\ufffd]+");
    }

    @Test
    void textSaysWhatWasRecognisedInEachLine() {
        var run = Run.withInput(bytes(LOGIN + "\nrubbish\n"), "explain", "--zone", "UTC");

        assertThat(run.out().lines().toList())
                .containsExactly(
                        "1: login-succeeded 192.0.2.11  2026-03-01 10:00:06Z mx1 dovecot "
                                + " user=\"u\" service=\"imap\" session=\"s\"",
                        "2: unparsable: the line does not begin with a time stamp");
    }

    @Test
    void coloursAreUsedWhenAskedFor() {
        var plain = Run.withInput(bytes(LOGIN), "explain");
        var coloured = Run.withInput(bytes(LOGIN), "explain", "--color", "always");

        assertThat(plain.out()).doesNotContain("\u001b");
        assertThat(coloured.out()).contains("\u001b[32mlogin-succeeded\u001b[0m");
    }

    @Test
    void theSummaryCounts() throws IOException {
        var text = explainHostile("--summary").out();
        var json = Json.mapper().readTree(explainHostile("--summary", "--output", "json").out());

        assertThat(text)
                .containsPattern("(?m)^lines +14$")
                .containsPattern("(?m)^  offence relay-denied +5 +35[.]7 %$")
                .containsPattern("(?m)^unparsable +3 +21[.]4 %$");
        assertThat(json.path("lines").asInt()).isEqualTo(14);
        assertThat(json.at("/events/login-succeeded").asInt()).isEqualTo(2);
        assertThat(json.path("samples")).hasSize(3);
    }

    @Test
    void theSummaryCountsByProgramAndSaysWhatToDoNext() throws IOException {
        var text = explainHostile("--summary").out();
        var json = Json.mapper().readTree(explainHostile("--summary", "--output", "json").out());

        assertThat(text)
                .containsPattern("(?m)^  postfix/smtpd +5 +5 +0$")
                .containsPattern("(?m)^most frequent shapes of lines: unparsable$")
                .containsPattern(
                        "(?m)^ +1  sshd: Invalid user .*\\n +-:11: Mar  1 10:00:07 mx1 sshd")
                .endsWith("docs/how-to/add-a-daemon.md tells how to teach it.\n");
        assertThat(json.at("/programs/0/name").asText()).isEqualTo("postfix/smtpd");
        assertThat(json.at("/programs/0/recognised").asInt()).isEqualTo(5);
    }

    @Test
    void packedLogsAreRead() throws IOException {
        var log = directory.resolve("mail.log.2.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(log))) {
            out.write(bytes(LOGIN + "\n"));
        }

        assertThat(Run.of("explain", "" + log).out()).startsWith("1: login-succeeded 192.0.2.11");
        assertThat(Run.withInput(Files.readAllBytes(log), "explain", "-").out())
                .startsWith("1: login-succeeded 192.0.2.11");
    }

    @Test
    void ofAPackedLogThatIsCutTheBeginningIsReported() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes((LOGIN + "\n").repeat(10_000)));
        }
        var half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);

        var run = Run.withInput(half, "explain", "--summary");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("cannot read -: ");
        assertThat(run.out()).containsPattern("(?m)^lines +[1-9]");
    }

    @Test
    void aFileWithoutYearsIsDatedByItsLastChange() throws IOException {
        var log = Files.writeString(directory.resolve("mail.log"), LOGIN);
        Files.setLastModifiedTime(log, FileTime.from(Instant.parse("2021-02-01T00:00:00Z")));

        assertThat(explain(log).at("/event/at").asText()).isEqualTo("2020-03-01T10:00:06Z");
        assertThat(explain(log, "--year", "2019").at("/event/at").asText()).startsWith("2019-");
        assertThat(explain(log, "--now", "2018-03-02T00:00:00Z").at("/event/at").asText())
                .startsWith("2018-");
    }

    @Test
    void zoneAndHostAreThoseOfLinesThatNameNone() throws IOException {
        var log = Files.writeString(directory.resolve("mail.log"), LOGIN);

        var event = explain(log, "--zone", "Asia/Tokyo", "--year", "2026").path("event");

        assertThat(event.path("at").asText()).isEqualTo("2026-03-01T01:00:06Z");
        assertThat(event.path("host").asText()).isEqualTo("mx1");
    }

    @Test
    void ofSeveralFilesEachLineNamesItsOwn() throws IOException {
        var one = Files.writeString(directory.resolve("one"), LOGIN + "\n" + LOGIN);
        var two = Files.writeString(directory.resolve("two"), LOGIN);

        var json = Run.of("explain", "--output", "jsonl", one.toString(), two.toString());

        assertThat(objects(json.out()))
                .extracting(each -> each.path("file").asText() + ":" + each.path("line").asInt())
                .containsExactly(one + ":1", one + ":2", two + ":1");
        assertThat(Run.of("explain", "" + one, "" + two).out()).contains("\n" + two + ":1: login");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        var missing = Run.of("explain", directory.resolve("none").toString());
        var isDirectory = Run.of("explain", directory.toString());

        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("there is no file " + directory.resolve("none"));
        assertThat(isDirectory.err()).contains(directory + " is a directory");
    }

    @Test
    void optionsThatMakeNoSenseAreNamed() {
        assertThat(Run.of("explain", "--zone", "Mars/Olympus").err())
                .contains("not a time zone: 'Mars/Olympus'");
        assertThat(Run.of("explain", "--host", "not a host").err()).contains("'not a host'");
        assertThat(Run.of("explain", "--ipv6-prefix-length", "129").err()).contains("129");
        assertThat(Run.of("explain", "--now", "yesterday").err()).contains("yesterday");
        assertThat(Run.of("explain", "--year", "26").err()).contains("26");
    }

    private static Run explainHostile(String... options) throws IOException {
        var arguments =
                List.of(
                        "explain",
                        "--zone",
                        "UTC",
                        "--host",
                        "mx0",
                        "--now",
                        "2026-03-02T00:00:00Z");
        var all = new java.util.ArrayList<>(arguments);
        all.addAll(List.of(options));
        return Run.withInput(resource("hostile.log"), all.toArray(String[]::new));
    }

    private static JsonNode explain(Path log, String... options) {
        var all = new java.util.ArrayList<>(List.of("explain", "--output", "jsonl"));
        if (!List.of(options).contains("--zone")) {
            all.addAll(List.of("--zone", "UTC"));
        }
        all.addAll(List.of(options));
        all.add(log.toString());
        return objects(Run.of(all.toArray(String[]::new)).out()).getFirst();
    }

    private static List<JsonNode> objects(String lines) {
        return lines.lines().map(ExplainTest::object).toList();
    }

    private static JsonNode object(String line) {
        try {
            return Json.mapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = ExplainTest.class.getResourceAsStream("/explain/" + name)) {
            return java.util.Objects.requireNonNull(in).readAllBytes();
        }
    }
}
