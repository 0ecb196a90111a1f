package org.popauth.ingest.line;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrameSplitterTest {

    private static final int MAX = 12;

    private record Line(String text, boolean cut) {
        static Line whole(String text) {
            return new Line(text, false);
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final FrameSplitter splitter = new FrameSplitter(MAX);

    private void add(byte[] bytes, int from, int to, long offset, boolean cut) {
        lines.add(new Line(new String(bytes, from, to - from, ISO_8859_1), cut));
    }

    private void feed(String text) throws Exception {
        var bytes = text.getBytes(ISO_8859_1);
        splitter.take(bytes, 0, bytes.length, this::add);
    }

    @Test
    void messagesAreCountedWhenTheFirstIs() throws Exception {
        feed("4 <1>a5 <1>bc");
        assertThat(lines).containsExactly(Line.whole("<1>a"), Line.whole("<1>bc"));
        assertThat(splitter.isUnfinished()).isFalse();
    }

    @Test
    void linesEndWithLfCrLfOrNul() throws Exception {
        feed("<1>a\n<1>b\r\n<1>c\0\n<1>d");
        assertThat(lines)
                .containsExactly(Line.whole("<1>a"), Line.whole("<1>b"), Line.whole("<1>c"));
        assertThat(splitter.isUnfinished()).isTrue();
    }

    @Test
    void aLineThatBeginsWithANumberIsNoCount() throws Exception {
        feed("2026-11-23 a\n12 b\n123456789\n");
        assertThat(lines)
                .containsExactly(
                        Line.whole("2026-11-23 a"), Line.whole("12 b"), Line.whole("123456789"));
    }

    @Test
    void aCountInALineIsText() throws Exception {
        feed("<1>a\n4 <1>b\n");
        assertThat(lines).containsExactly(Line.whole("<1>a"), Line.whole("4 <1>b"));
    }

    @Test
    void whoeverCountedOnceMustGoOnCounting() throws Exception {
        // Given
        feed("4 <1>a");
        // When
        assertThatThrownBy(() -> feed("<1>forged\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without a count");
        // Then nothing more is believed
        feed("4 <1>b<1>c\n");
        assertThat(lines).containsExactly(Line.whole("<1>a"));
    }

    @Test
    void ofACountedMessageOnlyTheFirstLineIsRead() throws Exception {
        feed("9 <1>a\n<1>b4 <1>c");
        assertThat(lines).containsExactly(new Line("<1>a", true), Line.whole("<1>c"));
    }

    @Test
    void aLineEndWithinTheCountBelongsToIt() throws Exception {
        feed("5 <1>a\n6 <1>b\r\n");
        assertThat(lines).containsExactly(Line.whole("<1>a"), Line.whole("<1>b"));
    }

    @Test
    void whatIsTooLongIsCut() throws Exception {
        feed("<1>01234567\n<1>0123456789\n<1>a\n");
        assertThat(lines)
                .containsExactly(
                        Line.whole("<1>01234567"),
                        new Line("<1>012345678", true),
                        Line.whole("<1>a"));
    }

    @Test
    void aCountedMessageThatIsTooLongIsCut() throws Exception {
        feed("20 <1>01234567890123456" + "4 <1>a");
        assertThat(lines).containsExactly(new Line("<1>012345678", true), Line.whole("<1>a"));
    }

    @Test
    void aDatagramIsOneMessage() throws Exception {
        // Given
        var bytes = "<1>a\n<1>b".getBytes(ISO_8859_1);
        // When
        splitter.takeDatagram(bytes, this::add);
        splitter.takeDatagram("4 <1>c\0".getBytes(ISO_8859_1), this::add);
        // Then
        assertThat(lines).containsExactly(new Line("<1>a", true), Line.whole("4 <1>c"));
    }

    @Property(tries = 300)
    void chunksDoNotMatter(@ForAll boolean counted, @ForAll @IntRange(max = 1 << 20) int seed)
            throws Exception {
        // Given
        var random = new Random(seed);
        var stream = new StringBuilder();
        var expected = new ArrayList<String>();
        for (int n = 0; n < 20; n++) {
            var text = "<1>" + "x".repeat(random.nextInt(2 * MAX));
            expected.add(text.substring(0, Math.min(MAX, text.length())));
            stream.append(counted ? text.length() + " " + text : text + "\n");
        }
        var bytes = stream.toString().getBytes(ISO_8859_1);
        var fresh = new FrameSplitter(MAX);
        var found = new ArrayList<String>();
        // When
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(20));
            fresh.take(
                    bytes,
                    at,
                    end,
                    (b, from, to, offset, cut) ->
                            found.add(new String(b, from, to - from, ISO_8859_1)));
            at = end;
        }
        // Then
        assertThat(found).isEqualTo(expected);
        assertThat(fresh.isUnfinished()).isFalse();
    }
}
