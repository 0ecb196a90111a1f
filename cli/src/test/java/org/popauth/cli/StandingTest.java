package org.popauth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.cli.Samples.HOSTILE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.Decision;
import org.popauth.events.Json;
import org.popauth.events.MailEvent;
import org.popauth.events.Measure;

class StandingTest {

    @TempDir Path data;

    @Test
    void whatStandsIsListedWithTheReason() throws IOException {
        var reject = Samples.made(Measure.REJECT, "203.0.113.9", "listed by rbl.example");
        try (var instance = listing(List.of(reject))) {
            var run = Run.of("list", "rejects", "--data", at(instance));

            assertThat(run.status()).isZero();
            assertThat(run.out())
                    .contains("REJECT  203.0.113.9 ")
                    .contains("(23h)")
                    .contains("rbl-listed: listed by rbl.example")
                    .contains("1 standing (REJECT 1)");
            assertThat(instance.requests().getFirst().uri()).contains("measure=REJECT");
        }
    }

    @Test
    void allOfManyPagesIsListed() throws IOException {
        var many = new ArrayList<Decision.Made>();
        for (int i = 0; i < 1201; i++) {
            many.add(Samples.made(Measure.DROP, "10." + i / 256 + "." + i % 256 + ".1", "many"));
        }
        try (var instance = listing(many)) {
            var run = Run.of("list", "--data", at(instance), "--limit", "1100");

            assertThat(run.out().lines()).hasSize(1102);
            assertThat(run.out()).contains("1201 standing (DROP 1100); 101 not listed");
            assertThat(instance.requests()).hasSize(3);
        }
    }

    @Test
    void columnsAreAsWideAsWhatIsInThem() throws IOException {
        var standing =
                List.of(
                        Samples.made(Measure.DROP, "2001:db8:1:2::/64", "too many"),
                        Samples.made(Measure.REJECT, "203.0.113.9", "listed by rbl.example"));
        try (var instance = listing(standing)) {
            var lines = Run.of("list", "--data", at(instance)).out().lines().toList();

            int why = lines.getFirst().indexOf("WHY");
            assertThat(lines.get(1).indexOf("rbl-listed: too many")).isEqualTo(why);
            assertThat(lines.get(2).indexOf("rbl-listed: listed by")).isEqualTo(why);
            assertThat(lines.get(1)).contains("/64  20");
        }
    }

    @Test
    void linesAreBrokenBetweenWordsOnATerminalOnly() throws IOException {
        var reason = "one two three four five six seven eight nine ten ".repeat(4).strip();
        try (var instance = listing(List.of(Samples.made(Measure.DROP, "203.0.113.9", reason)))) {
            for (int columns : new int[] {72, 80, 100, 160}) {
                var out = Run.onTerminal(columns, "list", "--data", at(instance)).out();
                var plain = out.replaceAll("\u001b\\[[0-9]*m", "");

                assertThat(out).contains("\u001b[31mDROP\u001b[0m");
                assertThat(plain.lines()).allMatch(line -> line.length() <= columns);
                assertThat(plain.replaceAll("\\s+", " ")).contains("rbl-listed: " + reason);
            }
            var piped = Run.of("list", "--data", at(instance)).out();
            assertThat(piped).contains(reason).doesNotContain("\u001b");
        }
    }

    @Test
    void whyIsToldInFullHoweverFewEventsAreWanted() throws IOException {
        try (var instance = FakeInstance.answering(200, clientPage())) {
            var run = Run.of("show", "203.0.113.9", "--last", "1", "--data", at(instance));

            assertThat(run.out())
                    .contains("Rejected because an RBL lists it.")
                    .contains("Offences that count now: 2 rbl-listed.")
                    .doesNotContain("see --last");
        }
    }

    @Test
    void aClientsPageFitsTheTerminal() throws IOException {
        try (var instance = FakeInstance.answering(200, clientPage())) {
            var out = Run.onTerminal(72, "show", "203.0.113.9", "--data", at(instance)).out();

            assertThat(out.replaceAll("\u001b\\[[0-9]*m", "").lines())
                    .allMatch(line -> line.length() <= 72);
        }
    }

    @Test
    void textOfClientsReachesATerminalPrintable() throws IOException {
        var reject = Samples.made(Measure.REJECT, "203.0.113.9", HOSTILE);
        try (var instance = listing(List.of(reject))) {
            var text = Run.of("list", "--data", at(instance)).out();
            var json = Run.of("list", "--data", at(instance), "--output", "json").out();

            assertThat(text).contains("?[2J?31m?<script>").doesNotContain("\u001b", "\u202e");
            assertThat(json).matches("[\\x20-\\x7e\\n]+");
            assertThat(Json.mapper().readTree(json).at("/items/0/reason").asText())
                    .isEqualTo(HOSTILE);
        }
    }

    @Test
    void whatHasNoTypeIsNoDecision() throws IOException {
        var item = (ObjectNode) tree(Samples.made(Measure.DROP, "203.0.113.9", "too many"));
        item.remove("type");
        try (var instance = FakeInstance.answering(200, "{\"items\":[" + item + "],\"total\":1}")) {
            var run = Run.of("list", "drops", "--data", at(instance));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("that this version cannot read");
        }
    }

    @Test
    void aClientIsShownWithWhyAndItsEvents() throws IOException {
        try (var instance = FakeInstance.answering(200, clientPage())) {
            var run = Run.of("show", "::ffff:203.0.113.9", "--data", at(instance));

            assertThat(run.err()).isEmpty();
            assertThat(run.out())
                    .contains("REJECT until", "rbl-listed: listed by rbl.example")
                    .contains("Rejected because an RBL lists it.")
                    .contains("Offences that count now: 2 rbl-listed.")
                    .contains("offence rbl-listed at mx1", "the line ?[2J?31m?<script>")
                    .contains("DROP withdrawn", "operator: a customer (by anna)")
                    .doesNotContain("\u001b", "\u009b", "\u202e");
            assertThat(instance.requests().getFirst().uri())
                    .isEqualTo("/decision/v1/client?client=203.0.113.9");
        }
    }

    @Test
    void aClientOfWhichNothingIsKnownIsNoError() throws IOException {
        var body = "{\"client\":\"2001:db8::/64\",\"protectedBy\":\"own network\",\"standing\":[]}";
        try (var instance = FakeInstance.answering(200, body)) {
            var run = Run.of("show", "2001:db8::/64", "--data", at(instance));

            assertThat(run.status()).isZero();
            assertThat(run.out())
                    .contains("2001:db8::/64")
                    .contains("Nothing stands for it.")
                    .contains("Nothing is decided against it: own network");
            assertThat(instance.requests().getFirst().uri())
                    .endsWith("client=2001%3Adb8%3A%3A%2F64");
        }
    }

    @Test
    void anAnswerOfAnotherVersionIsExplained() throws IOException {
        try (var instance =
                FakeInstance.answering(200, "{\"items\":[{\"type\":\"new\"}],\"total\":1}")) {
            var run = Run.of("list", "--data", at(instance));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("that this version cannot read");
        }
    }

    private String at(FakeInstance instance) throws IOException {
        return instance.leaveTracesIn(data).toString();
    }

    private static String clientPage() {
        var page = Json.mapper().createObjectNode();
        page.put("client", "203.0.113.9").putNull("protectedBy");
        page.putArray("standing")
                .add(tree(Samples.made(Measure.REJECT, "203.0.113.9", "listed by rbl.example")));
        page.putArray("history").add(tree(Samples.withdrawn("203.0.113.9")));
        page.putArray("events").add(tree(Samples.offence("203.0.113.9")));
        page.putObject("offences").put("rbl-listed", 2);
        page.putArray("explanation")
                .add("Rejected because an RBL lists it.")
                .add("Offences that count now: 2 rbl-listed.");
        return page.put("fieldOfALaterVersion", true).toString();
    }

    /// An instance that lists what stands page by page.
    private static FakeInstance listing(List<Decision.Made> standing) throws IOException {
        return new FakeInstance(
                request -> {
                    int from = number(request.uri(), "offset");
                    int to = Math.min(standing.size(), from + number(request.uri(), "limit"));
                    var body = Json.mapper().createObjectNode().put("total", standing.size());
                    var items = body.putArray("items");
                    standing.subList(from, to).forEach(each -> items.add(tree(each)));
                    return new FakeInstance.Answer(200, body.toString());
                });
    }

    private static int number(String uri, String parameter) {
        return Integer.parseInt(uri.replaceFirst(".*" + parameter + "=([0-9]+).*", "$1"));
    }

    private static JsonNode tree(Object value) {
        var type = value instanceof MailEvent ? MailEvent.class : Decision.class;
        try {
            return Json.mapper().readTree(Json.mapper().writerFor(type).writeValueAsString(value));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
