package org.popauth.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PrintablePropertyTest {

    private static final Set<Byte> UNSAFE =
            Set.of(
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE);

    @Provide
    Arbitrary<String> hostileTexts() {
        var odd =
                "\u0000\u0007\u001b\r\n\t\u007f\u0085\u009b\u00ad\u200b\u200e\u202e\u2028\u2029"
                        + "\u2066\ufeff\ufff9\ud83d\udca9\ue000\uffff\u00e4\u4f60 aZ9?<>&\"'";
        return Arbitraries.oneOf(
                Arbitraries.strings(), Arbitraries.strings().withChars(odd).ofMaxLength(60));
    }

    @Property
    void nothingThatMovesACursorOrHidesTextGetsThrough(
            @ForAll("hostileTexts") String text, @ForAll @IntRange(max = 100) int charsMax) {
        // When
        var printable = Printable.of(text, charsMax);
        // Then
        assertThat(printable.codePoints().filter(c -> UNSAFE.contains((byte) Character.getType(c))))
                .as(() -> escaped(printable))
                .isEmpty();
        assertThat(printable).hasSize(Math.min(text.length(), charsMax));
    }

    @Property
    void everyOtherCharacterStaysWhereItWas(@ForAll("hostileTexts") String text) {
        // When
        var printable = Printable.of(text, text.length());
        // Then
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean unsafe = UNSAFE.contains((byte) Character.getType(c));
            assertThat(printable.charAt(i)).isEqualTo(unsafe ? '?' : c);
        }
    }

    @Property
    void whatIsPrintableAlreadyIsLeftAsItIs(@ForAll("hostileTexts") String text) {
        var once = Printable.of(text, 1000);
        assertThat(Printable.of(once, 1000)).isEqualTo(once);
    }

    @Property
    void whatIsPrintableCanBeWrittenAsUtf8(@ForAll("hostileTexts") String text) {
        // Given
        var printable = Printable.of(text, 1000);
        // When
        var bytes = printable.getBytes(StandardCharsets.UTF_8);
        // Then
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(printable);
    }

    @Example
    void aTerminalEscapeIsMadeHarmless() {
        assertThat(Printable.of("\u001b[2J\u202egnp.exe\r\nroot", 100))
                .isEqualTo("?[2J?gnp.exe??root");
    }

    private static String escaped(String text) {
        return text.chars().mapToObj("%04x"::formatted).collect(Collectors.joining(" "));
    }
}
