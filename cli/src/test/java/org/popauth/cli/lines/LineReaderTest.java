package org.popauth.cli.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void linesEndWithANewlineOrTheInput() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(lines("a")).containsExactly("0:a");
        assertThat(lines("a\n")).containsExactly("0:a");
        assertThat(lines("a\n\nb")).containsExactly("0:a", "2:", "3:b");
        assertThat(lines("\n")).containsExactly("0:");
    }

    @Test
    void aCarriageReturnBeforeTheNewlineIsNoPartOfTheLine() throws IOException {
        assertThat(lines("a\r\nb\rc\r\n")).containsExactly("0:a", "3:b\rc");
    }

    @Test
    void ofALineThatIsTooLongTheBeginningIsKept() throws IOException {
        var text = "x".repeat(3 * LineReader.LINE_BYTES_MAX) + "\nnext\n";

        assertThat(lines(text))
                .containsExactly(
                        "0:" + "x".repeat(LineReader.LINE_BYTES_MAX),
                        3 * LineReader.LINE_BYTES_MAX + 1 + ":next");
    }

    @Test
    void aLineThatIsLongerThanTheBufferIsReadOnce() throws IOException {
        for (int length : new int[] {262_143, 262_144, 262_145, 1_000_000}) {
            var text = "first\n" + "x".repeat(length) + "\nnext";

            assertThat(lines(text))
                    .containsExactly(
                            "0:first",
                            "6:" + "x".repeat(LineReader.LINE_BYTES_MAX),
                            7 + length + ":next");
        }
    }

    @Test
    void manyLinesAcrossManyReadsAreAllThere() throws IOException {
        var text = new StringBuilder();
        var expected = new ArrayList<String>();
        for (int i = 0; i < 50_000; i++) {
            expected.add(text.length() + ":" + "line " + i);
            text.append("line ").append(i).append('\n');
        }

        assertThat(lines(text.toString())).isEqualTo(expected);
    }

    @Test
    void bytesThatComeSinglyMakeTheSameLines() throws IOException {
        var text = "one\r\ntwo\n\nthree";

        assertThat(lines(singly(text))).isEqualTo(lines(text));
    }

    private static List<String> lines(String text) throws IOException {
        return lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static List<String> lines(InputStream in) throws IOException {
        var lines = new ArrayList<String>();
        var reader = new LineReader(in, () -> {});
        while (reader.advance()) {
            var line =
                    new String(
                            reader.bytes(),
                            reader.from(),
                            reader.to() - reader.from(),
                            StandardCharsets.ISO_8859_1);
            lines.add(reader.offset() + ":" + line);
        }
        return lines;
    }

    private static InputStream singly(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] buffer, int from, int length) {
                return super.read(buffer, from, Math.min(length, 1));
            }
        };
    }
}
