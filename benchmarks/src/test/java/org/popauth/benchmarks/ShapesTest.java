package org.popauth.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The long lines are as long as they say.
class ShapesTest {

    @Test
    void aShapeIsALineOfEveryLength() {
        // Given
        var shapes = Shapes.all();

        // Then
        assertThat(shapes).hasSizeGreaterThan(100_000);
        for (int i = 0; i < shapes.size(); i += 997) {
            assertThat(shapes.get(i).line(1024).with(i).length).isEqualTo(1024);
        }
    }

    @Test
    void aShapeSaysWhatIsRepeatedWhere() {
        // Given
        var shape = new Shape("X", "helo=<x>", 6, "ab", true);

        // Then
        assertThat(shape).hasToString("X with `ab` again and again behind `helo=<`");
        assertThat(shape.line(12).with(1)).asString(US_ASCII).isEqualTo("helo=<ababx>");
    }
}
