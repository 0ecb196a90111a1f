package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.popauth.testsupport.Fuzzing;

/// Every parser against inputs that Jazzer makes of the corpus, for a bounded time; longer with
/// `-Dfuzz.seconds=600`.
class FuzzTest {

    private static final int WORD_CHARS_MAX = 40;

    @Test
    void whateverIsReadTheRulesOfEveryLogHold() throws Exception {
        // Given
        var cases = CorpusCase.all();
        var seeds = cases.stream().map(FuzzTest::lines).toList();
        var words = cases.stream().flatMap(each -> words(each.line()).stream()).distinct().toList();

        // When
        long inputs = new Fuzzing(MailLogFuzz.class, seeds, words).run();

        // Then
        assertThat(inputs).isGreaterThan(cases.size());
    }

    private static byte[] lines(CorpusCase each) {
        var before = each.given().isEmpty() ? "" : String.join("\n", each.given()) + "\n";
        return (before + each.line()).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.split("(?<=[ =:<>,;()\\[\\]])"))
                .filter(word -> word.length() > 2 && word.length() <= WORD_CHARS_MAX)
                .toList();
    }
}
