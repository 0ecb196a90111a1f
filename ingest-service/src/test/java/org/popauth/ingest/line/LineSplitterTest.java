package org.popauth.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private static final int MAX = 8;

    private record Line(String text, long offset, boolean cut) {}

    private final List<Line> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(MAX);

    private void add(byte[] bytes, int from, int to, long offset, boolean cut) {
        var text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        lines.add(new Line(text, offset, cut));
    }

    private void feed(String text) throws InterruptedException {
        feed(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void feed(byte[] bytes) throws InterruptedException {
        splitter.room().put(bytes);
        splitter.split(bytes.length, this::add);
    }

    @Test
    void linesEndWithLfOrCrlf() throws Exception {
        // When
        feed("a\nbc\r\n\r\n\nd\re\n");
        // Then
        assertThat(lines)
                .containsExactly(
                        new Line("a", 0, false),
                        new Line("bc", 2, false),
                        new Line("", 6, false),
                        new Line("", 8, false),
                        new Line("d\re", 9, false));
    }

    @Test
    void anUnfinishedLineWaitsForItsEnd() throws Exception {
        // Given
        feed("a\nbc");
        // When
        feed("de\n");
        // Then
        assertThat(lines).containsExactly(new Line("a", 0, false), new Line("bcde", 2, false));
        assertThat(splitter.offset()).isEqualTo(7);
    }

    @Test
    void theEndOfALineThatIsTooLongIsSkippedAndIsNeverALine() throws Exception {
        // Given
        feed("x\n0123456789");
        feed("abcdef");
        assertThat(splitter.offset()).isEqualTo(2);
        // When
        feed("ghi\nnext\n");
        // Then
        assertThat(lines)
                .containsExactly(
                        new Line("x", 0, false),
                        new Line("01234567", 2, true),
                        new Line("next", 22, false));
    }

    @Test
    void aLineOfExactlyTheLimitIsWholeAlsoWhenItsCrAndLfComeApart() throws Exception {
        // When
        feed("01234567\n");
        feed("01234567\r");
        feed("\n");
        // Then
        assertThat(lines)
                .containsExactly(new Line("01234567", 0, false), new Line("01234567", 9, false));
    }

    @Test
    void theEndHandsOnWhatHasNoLineEnd() throws Exception {
        // Given
        feed("a\nrest");
        // When
        splitter.end(this::add);
        splitter.end(this::add);
        // Then
        assertThat(lines).containsExactly(new Line("a", 0, false), new Line("rest", 2, false));
    }

    @Property(tries = 500)
    void howBytesAreCutIntoReadsMakesNoDifference(
            @ForAll @Size(max = 120) List<@ByteRange(min = 9, max = 14) Byte> content,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 20) Integer> sizes)
            throws Exception {
        // Given
        var bytes = new byte[content.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = content.get(i);
        }
        var inParts = new LineSplitterTest();
        // When
        for (int at = 0, n = 0; at < bytes.length; n++) {
            int to = Math.min(bytes.length, at + sizes.get(n % sizes.size()));
            inParts.feed(Arrays.copyOfRange(bytes, at, to));
            at = to;
        }
        inParts.splitter.end(inParts::add);
        // Then
        assertThat(inParts.lines).isEqualTo(expected(bytes));
        assertThat(inParts.splitter.nextByte()).isEqualTo(bytes.length);
    }

    /// The plain way: split at LF, then look at each line.
    private static List<Line> expected(byte[] bytes) {
        var expected = new ArrayList<Line>();
        int from = 0;
        for (int i = 0; i <= bytes.length; i++) {
            boolean lf = i < bytes.length && bytes[i] == '\n';
            if (lf || (i == bytes.length && i > from)) {
                var text = new String(bytes, from, i - from, StandardCharsets.ISO_8859_1);
                if (lf && text.endsWith("\r")) {
                    text = text.substring(0, text.length() - 1);
                }
                boolean cut = text.length() > MAX;
                expected.add(new Line(cut ? text.substring(0, MAX) : text, from, cut));
                from = i + 1;
            }
        }
        return expected;
    }
}
