package org.popauth.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.popauth.events.MailHost;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.MailLogSettings;

class ShapesTest {

    private final Shapes shapes = new Shapes();
    private final MailLog log =
            new MailLog(new MailLogSettings(new MailHost("mx1"), ZoneOffset.UTC, 64), "mail.log");
    private final Explained explained = new Explained(Input.of("mail.log"), log.lastHeader());

    private void add(String line) {
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        var reading = log.read(bytes, 0, bytes.length, 0, 0, Instant.EPOCH);
        explained.moveTo(bytes, 0, bytes.length);
        explained.was(reading, log.lastProgram(), null, Fields.NONE);
        shapes.add(explained);
    }

    @Test
    void linesThatDifferInValuesHaveOneShape() {
        // When
        add(
                "Nov 23 06:52:57 mx1 newd[12]: hello joe@example.org <a> from [192.0.2.7] id 4F2A in 3 s");
        add(
                "Nov 23 06:53:01 mx1 newd[99]: hello ann@example.net <b> from [192.0.2.8] id 77AB in 9 s");
        // Then
        assertThat(shapes.mostFrequent())
                .containsExactly(
                        new Shapes.Frequent(
                                "newd: hello *@* <*> from [*] id ID in N s",
                                2,
                                "mail.log:1",
                                "Nov 23 06:52:57 mx1 newd[12]: hello joe@example.org <a> from"
                                        + " [192.0.2.7] id 4F2A in 3 s"));
    }

    @Test
    void ofALineThatAnotherProgramCarriesTheInnerOneIsTold() {
        // When
        add("Nov 23 06:52:57 mx1 docker/mail[7]: Nov 23 06:52:57 box newd[12]: hello");
        // Then
        assertThat(shapes.mostFrequent())
                .extracting(Shapes.Frequent::shape)
                .containsExactly("newd: hello");
    }

    @Test
    void theMostFrequentComesFirstAndOnlyFiveAreShown() {
        // Given
        for (char letter = 'a'; letter <= 'h'; letter++) {
            for (int i = 'a'; i <= letter; i++) {
                add("Nov 23 06:52:57 mx1 newd[12]: " + letter);
            }
        }
        // When
        var found = shapes.mostFrequent();
        // Then
        assertThat(found)
                .extracting(Shapes.Frequent::shape)
                .containsExactly("newd: h", "newd: g", "newd: f", "newd: e", "newd: d");
    }

    @Test
    void manyLinesAreCountedInProportionAndManyShapesAreBounded() {
        // Given
        for (int i = 0; i < 1_000_000; i++) {
            add(i % 2 == 0 ? "rubbish" : "x" + "abcdefghij".charAt(i / 2 % 10));
        }
        // When
        var first = shapes.mostFrequent().getFirst();
        // Then
        assertThat(first.shape()).isEqualTo("rubbish");
        assertThat(first.count()).isBetween(450_000L, 550_000L);
    }

    @Test
    void whatALineHoldsStaysPrintable() {
        // When
        add("\u001b[31m red \u0007 \u00e4\u202e (open \"quote");
        // Then
        assertThat(shapes.mostFrequent().getFirst().shape()).matches("[\\x20-\\x7e]+");
    }
}
