package org.popauth.maillog.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {

    /// Texts of few letters, so that what is looked for stands there often, and of bytes that
    /// differ from them in one bit.
    private static String someText(Random random) {
        var letters = "ab<\u0081\u0080\u0000\u00e1`";
        var text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatIsFoundInBytesIsWhatIsFoundInAString() {
        var random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            // Given
            var text = someText(random);
            int from = random.nextInt(text.length() + 1);
            int to = from + random.nextInt(text.length() - from + 1);
            var part = text.substring(from, to);
            // When
            int first = Bytes.indexOf(bytes(text), from, to, 'a');
            int either = Bytes.indexOfEither(bytes(text), from, to, 'a', '<');
            int last = Bytes.lastIndexOf(bytes(text), from, to, "a");
            int lastOfTwo = Bytes.lastIndexOf(bytes(text), from, to, "ab");
            // Then
            assertThat(first).as(text).isEqualTo(placed(part.indexOf('a'), from));
            assertThat(either)
                    .as(text)
                    .isEqualTo(placed(earlier(part.indexOf('a'), part.indexOf('<')), from));
            assertThat(last).as(text).isEqualTo(placed(part.lastIndexOf('a'), from));
            assertThat(lastOfTwo).as(text).isEqualTo(placed(part.lastIndexOf("ab"), from));
        }
    }

    private static int placed(int at, int from) {
        return at < 0 ? -1 : from + at;
    }

    private static int earlier(int one, int other) {
        return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
    }
}
