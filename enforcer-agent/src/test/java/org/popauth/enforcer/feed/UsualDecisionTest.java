package org.popauth.enforcer.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.Decision;
import org.popauth.events.Decoded;
import org.popauth.events.EventId;
import org.popauth.events.Measure;
import org.popauth.events.Topics;

class UsualDecisionTest {

    private static final Path EXAMPLES = Path.of("../events/src/test/resources/contract/v1");

    private static final UsualDecision READER = new UsualDecision();

    private static @Nullable Decision read(byte[] json) {
        return READER.read(json);
    }

    @Property(tries = 500)
    void whatPopauthWritesInPlainTextIsUsual(@ForAll("plain") Decision decision) {
        assertThat(read(Topics.DECISIONS.encode(decision))).isEqualTo(decision);
    }

    @Property(tries = 500)
    void textsThatAreNotPlainAreLeftToTheContract(@ForAll("notPlain") Decision decision) {
        assertThat(read(Topics.DECISIONS.encode(decision))).isNull();
    }

    @Property(tries = 5_000)
    void nothingIsReadOtherwiseThanTheContractSays(
            @ForAll("decisions") Decision decision,
            @ForAll @IntRange(max = 2_000) int place,
            @ForAll @ByteRange(min = 32, max = 126) byte other) {
        var bytes = Topics.DECISIONS.encode(decision);
        bytes[place % bytes.length] = other;
        assertItIsReadAsTheContractSaysOrNot(bytes);
    }

    @Property(tries = 2_000)
    void nothingThatIsCutOutOrDoubledIsReadOtherwise(
            @ForAll("decisions") Decision decision,
            @ForAll @IntRange(max = 30) int field,
            @ForAll boolean doubled) {
        var text = new String(Topics.DECISIONS.encode(decision), UTF_8);
        var fields = text.substring(1, text.length() - 1).split(",(?=\")");
        var one = fields[field % fields.length];
        var rest = text.replace(one + ",", doubled ? one + "," + one + "," : "");
        assertItIsReadAsTheContractSaysOrNot(rest.getBytes(UTF_8));
    }

    @Test
    void theExamplesOfTheContractAreReadAsItSaysOnceTheyHaveNoBlanks() throws IOException {
        try (var examples = Files.list(EXAMPLES.resolve("decisions"))) {
            for (var example : examples.toList()) {
                var json = Files.readAllBytes(example);
                assertItIsReadAsTheContractSaysOrNot(json);
                if (contract(json) instanceof Decision said) {
                    var written = Topics.DECISIONS.encode(said);
                    var expected = isPlain(written) ? said : null;
                    assertThat(read(written)).as(example.toString()).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T08:00:00Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T08:00:60Z",
                "2026-11-23T08:00Z",
                "2026-11-23T08:00:00",
                "2026-11-23T08:00:00.Z",
                "2026-11-23T08:00:00,5Z",
                "2026-11-23T08:00:00.1234567890Z",
                "2026-11-23T08:00:00+01:00",
                "+12026-11-23T08:00:00Z",
                "-026-11-23T08:00:00Z",
                "1763884800",
                "",
                "２026-11-23T08:00:00Z"
            })
    void timesThatAreNotUsualAreLeftToTheContract(String time) {
        // Given
        var decision = made(Measure.DROP, "203.0.113.9", 1, START, Duration.ofDays(9_999));
        var text = new String(Topics.DECISIONS.encode(decision), UTF_8);

        // When
        var json = text.replace("\"from\":\"" + START, "\"from\":\"" + time).getBytes(UTF_8);

        // Then
        assertThat(json).isNotEqualTo(text.getBytes(UTF_8));
        assertThat(read(json)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"type\":\"made\"}",
                "{\"type\":\"pardoned\",\"revision\":1}",
                "{\"type\":\"withdrawn\",\"revision\":1e3}",
                "{\"type\":\"withdrawn\",\"revision\":99999999999999999999}",
                "{\"type\":{\"a\":[1,{}]}}"
            })
    void whatIsNoDecisionIsLeftToTheContract(String json) {
        assertThat(read(json.getBytes(UTF_8))).isNull();
    }

    private static boolean isPlain(byte[] json) {
        return new String(json, UTF_8).chars().allMatch(it -> it >= ' ' && it < 128 && it != '\\');
    }

    private static void assertItIsReadAsTheContractSaysOrNot(byte[] json) {
        var usual = read(json);
        if (usual != null) {
            assertThat(usual).as(new String(json, UTF_8)).isEqualTo(contract(json));
        }
    }

    private static Object contract(byte[] json) {
        return switch (Topics.DECISIONS.decode(json)) {
            case Decoded.Value<Decision>(var decision) -> decision;
            case Decoded.UnknownType<Decision> it -> it;
            case Decoded.Malformed<Decision> it -> it;
        };
    }

    @Provide
    Arbitrary<Decision> decisions() {
        return Arbitraries.oneOf(plain(), notPlain());
    }

    @Provide
    Arbitrary<Decision> plain() {
        return saying(Arbitraries.of("rbl", "", "554 no", "a, {b}: [c]", "~"), revisions());
    }

    @Provide
    Arbitrary<Decision> notPlain() {
        var texts = Arbitraries.of("ä", "\"quoted\"", "\\", "𝄞", "a\u0000b");
        return saying(texts, revisions().map(revision -> revision | 2));
    }

    /// Up to eighteen digits; longer ones are left to the contract.
    private static Arbitrary<Long> revisions() {
        long most = 999_999_999_999_999_999L;
        return Arbitraries.longs().between(-most, most);
    }

    /// @param revisions with its second bit a decision says the text
    private static Arbitrary<Decision> saying(Arbitrary<String> texts, Arbitrary<Long> revisions) {
        var clients = Arbitraries.of("203.0.113.9", "2001:db8::/64", "2001:db8::1");
        var times = Arbitraries.longs().between(-1_000_000_000_000L, 200_000_000_000_000_000L);
        var measures = Arbitraries.of(Measure.class);
        return Combinators.combine(measures, clients, revisions, times, texts)
                .as(UsualDecisionTest::some);
    }

    private static Decision some(
            Measure measure, String client, long revision, long micros, String text) {
        var at = Instant.EPOCH.plusNanos(micros);
        var it = made(measure, client, revision, at, Duration.ofMillis(1 + (micros & 0xffff)));
        return switch ((int) (revision & 3)) {
            case 0 -> withdrawn(measure, client, revision, at);
            case 1 -> it;
            default ->
                    new Decision.Made(
                            measure,
                            it.client(),
                            it.addresses(),
                            revision,
                            at,
                            at,
                            it.until(),
                            (revision & 4) == 0,
                            text,
                            text,
                            (revision & 8) == 0 ? null : text,
                            (revision & 16) == 0 ? null : text,
                            text,
                            List.of(new EventId("mx1:file:/var/log/mail.log", 1, micros & 0xff)),
                            (revision & 32) == 0 ? null : at.plusSeconds(1));
        };
    }
}
