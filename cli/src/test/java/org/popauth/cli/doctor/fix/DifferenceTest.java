package org.popauth.cli.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DifferenceTest {

    @Test
    void whatGoesAndWhatComesIsShownWithSomeLinesAround() {
        assertThat(Difference.of("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nD\ne\nf\ng\n"))
                .containsExactly("@@", " b", " c", "-d", "+D", " e", " f", "@@");
    }

    @Test
    void twoPlacesAreShownApart() {
        assertThat(Difference.of("1\n2\n3\n4\n5\n6\n7\n8\n", "one\n2\n3\n4\n5\n6\n7\n8\nnine\n"))
                .containsExactly("-1", "+one", " 2", " 3", "@@", " 7", " 8", "+nine");
    }

    @Test
    void aNewFileOnlyComes() {
        assertThat(Difference.of("", "a\nb\n")).containsExactly("+a", "+b");
    }

    @Test
    void equalTextsDoNotDiffer() {
        assertThat(Difference.of("a\nb\n", "a\nb\n")).containsExactly("@@");
    }

    @Test
    void aLineThatMovesGoesAndComes() {
        assertThat(Difference.of("a\nb\nc\n", "b\nc\na\n")).containsExactly("-a", " b", " c", "+a");
    }
}
