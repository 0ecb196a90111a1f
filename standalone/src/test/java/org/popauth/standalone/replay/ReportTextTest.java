package org.popauth.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.popauth.maillog.Reading;

class ReportTextTest {

    private static final Instant AT = Instant.parse("2026-11-23T06:52:57Z");

    private final Survey survey = new Survey();

    @Test
    void anEmptyLogIsSaidToBeEmpty() {
        // When
        var text = text();
        // Then
        assertThat(text).contains("There is no line in the log, so nothing was replayed.");
        assertThat(text).doesNotContain("?");
    }

    @Test
    void linesWithoutATimeAreSaidToHaveNone() {
        // Given
        survey.count(new Reading.Unparsable("no time"), null, "x");
        survey.count(new Reading.Unparsable("no time"), null, "y");
        // When
        var text = text();
        // Then
        assertThat(text).contains("2 lines, none of which says when it was written");
        assertThat(text).doesNotContain("?");
    }

    @Test
    void theFirstAndTheLastTimeAreSaid() {
        // Given
        survey.count(Reading.Ignored.HARMLESS, AT, "x");
        survey.count(Reading.Ignored.HARMLESS, AT.plusSeconds(60), "y");
        // When
        var text = text();
        // Then
        assertThat(text).contains("2 lines from 2026-11-23 06:52:57 to 2026-11-23 06:53:57 (Z)");
    }

    private String text() {
        var text = new StringWriter();
        var report =
                new Report(List.of(Path.of("mail.log")), survey, AT, ZoneOffset.UTC, List.of());
        ReportText.print(report, new PrintWriter(text));
        return text.toString();
    }
}
