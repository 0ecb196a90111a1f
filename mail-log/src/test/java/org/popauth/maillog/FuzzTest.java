package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.popauth.testsupport.exec.Fuzzing;

/// Every parser against inputs that Jazzer makes of the corpus, for a bounded time; longer with
/// `-Dfuzz.seconds=600`.
class FuzzTest {

    private static final int INPUTS_MIN = 200;
    private static final int COVERED_MIN = 1000;
    private static final int PATTERN_INPUTS_MIN = 300;
    private static final int PATTERN_COVERED_MIN = 300;
    private static final Pattern TAGGED =
            Pattern.compile("\\w{3} +\\d+ [\\d:]{8} \\S+ ([^ :\\[]+)[^ ]*: (.*)");
    private static final int WORD_CHARS_MAX = 40;

    @Test
    void whateverIsReadTheRulesOfEveryLogHold() throws Exception {
        // Given
        var seeds = CorpusCase.all().stream().map(FuzzTest::lines).toList();

        // When
        var ran = new Fuzzing(MailLogFuzz.class, seeds, words()).run();

        // Then
        assertThat(ran.inputs()).isGreaterThan(INPUTS_MIN);
        assertThat(ran.covered()).isGreaterThan(COVERED_MIN);
    }

    @Test
    void whateverAProgramSaysTheRulesOfEveryLogHold() throws Exception {
        // Given
        var seeds = CorpusCase.all().stream().flatMap(FuzzTest::message).toList();

        // When
        var ran = new Fuzzing(MessageFuzz.class, seeds, words()).run();

        // Then
        assertThat(ran.inputs()).isGreaterThan(INPUTS_MIN);
        assertThat(ran.covered()).isGreaterThan(COVERED_MIN);
    }

    @Test
    void whateverAClientWritesAPatternNamesNoOther() throws Exception {
        // Given
        var inAField =
                IntStream.range(0, 10)
                        .boxed()
                        .flatMap(n -> Stream.of(n + "joe", n + "x ip=198.51.100.99 (3", n + "'>"));
        var whole =
                Stream.of(
                        "8connection from 198.51.100.99",
                        "8connection closed",
                        "8user joe logged in",
                        "9login failed: user=joe ip=2001:db8::99",
                        "9login failed: user=joe ip=198.51.100.99 ip=192.0.2.1");
        var seeds =
                Stream.concat(inAField, whole)
                        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                        .toList();

        // When
        var ran = new Fuzzing(PatternLinesFuzz.class, seeds, words()).run();

        // Then
        assertThat(ran.inputs()).isGreaterThan(PATTERN_INPUTS_MIN);
        assertThat(ran.covered()).isGreaterThan(PATTERN_COVERED_MIN);
    }

    @Test
    void aFileOfPatternsIsRightOrItsFaultsHavePlaces() throws Exception {
        // Given
        var good = Files.readString(OperatorPatternsTest.GOOD);
        var seeds =
                Stream.concat(Stream.of(good), Arrays.stream(good.split("(?m)^(?=  - name)")))
                        .map(each -> each.startsWith("  -") ? "patterns:\n" + each : each)
                        .map(each -> each.getBytes(StandardCharsets.UTF_8))
                        .toList();
        var words =
                Arrays.stream(good.split("(?<=[ :\\[\\]{}()'])"))
                        .filter(word -> word.length() > 2 && word.length() <= WORD_CHARS_MAX)
                        .distinct()
                        .toList();

        // When
        var ran = new Fuzzing(PatternFileFuzz.class, seeds, words).run();

        // Then
        assertThat(ran.inputs()).isGreaterThan(PATTERN_INPUTS_MIN);
        assertThat(ran.covered()).isGreaterThan(PATTERN_COVERED_MIN);
    }

    @Test
    void everyParserReadsOneOfThePrograms() {
        for (var parser : AllParsers.create()) {
            assertThat(MessageFuzz.PROGRAMS).as(parser.daemon()).anyMatch(parser::reads);
        }
    }

    private static byte[] lines(CorpusCase each) {
        var before = each.given().isEmpty() ? "" : String.join("\n", each.given()) + "\n";
        return (before + each.line()).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The messages of a case as [MessageFuzz] takes them, if it knows their program.
    private static Stream<byte[]> message(CorpusCase each) {
        var input = new StringBuilder();
        for (var line : Stream.concat(each.given().stream(), Stream.of(each.line())).toList()) {
            var parts = TAGGED.matcher(line);
            int program = parts.matches() ? MessageFuzz.PROGRAMS.indexOf(parts.group(1)) : -1;
            if (program < 0) {
                return Stream.empty();
            }
            input.append(input.isEmpty() ? "" : "\n").append((char) ('0' + program)).append('0');
            input.append(parts.group(2));
        }
        return Stream.of(input.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> words() {
        return CorpusCase.all().stream()
                .flatMap(each -> Arrays.stream(each.line().split("(?<=[ =:<>,;()\\[\\]])")))
                .filter(word -> word.length() > 2 && word.length() <= WORD_CHARS_MAX)
                .distinct()
                .toList();
    }
}
