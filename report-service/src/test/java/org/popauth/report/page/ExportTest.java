package org.popauth.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportTest {

    record Line(String client, Instant at, List<String> kinds) {}

    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");

    @Test
    void theColumnsOfCsvAreTheComponentsOfTheRecord() {
        assertThat(Export.csv(List.of(new Line("192.0.2.1", AT, List.of("a", "b")))))
                .isEqualTo("client,at,kinds\r\n192.0.2.1,2026-11-23T09:00:00Z,a b\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=1+1|'=1+1",
                "+1|'+1",
                "-1|'-1",
                "@SUM(A1)|'@SUM(A1)",
                "=HYPERLINK(\"x\",\"y\")|\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"",
                "a,b|\"a,b\"",
                "a\"b|\"a\"\"b\"",
                "plain|plain"
            })
    void aCellIsNeverAFormula(String value, String cell) {
        assertThat(Export.cell(value)).isEqualTo(cell);
    }

    @Test
    void jsonHasTheRowsAndHowManyThereAre() {
        assertThat(Export.json(List.of(new Line("<b>", AT, List.of())), 7))
                .contains("\"total\":7")
                .contains("{\"client\":\"<b>\",\"at\":\"2026-11-23T09:00:00Z\",\"kinds\":[]}");
    }
}
