package org.popauth.cli.testrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSummaryTest {

    private static final String REPORT =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="org.popauth.FirstTest" tests="5" errors="1" skipped="1" failures="1">
              <properties><property name="a" value="b"/></properties>
              <testcase name="works" classname="org.popauth.FirstTest" time="0.1"/>
              <testcase name="worksToo" classname="org.popauth.FirstTest" time="0.1">
                <system-out><![CDATA[<skipped message="not at all"/> <failure/>]]></system-out>
              </testcase>
              <testcase name="fails" classname="org.popauth.FirstTest" time="0.1">
                <failure message="expected 1" type="AssertionError">at</failure>
              </testcase>
              <testcase name="breaks" classname="org.popauth.FirstTest" time="0.1">
                <error message="boom" type="Exception">at</error>
              </testcase>
              <testcase name="" classname="org.popauth.NftIT" time="0.1">
                <skipped message="Assumption failed: needs&#10;root" type="Aborted"/>
              </testcase>
            </testsuite>
            """;

    @TempDir Path root;

    @Test
    void theCountsStandAloneOnTheLastLine() throws Exception {
        assertThat(printed(summary(REPORT)).lines().toList().getLast())
                .isEqualTo("2 passed, 2 failed, 1 skipped");
    }

    @Test
    void whatFailedOrWasSkippedIsNamedWithTheReason() throws Exception {
        assertThat(printed(summary(REPORT)))
                .contains("Failed:\n  FirstTest.fails\n  FirstTest.breaks\n")
                .contains("Skipped:\n  because: needs root\n    NftIT\n");
    }

    @Test
    void onlyReportsOfThisRunAreCounted() throws IOException {
        var reports = Files.createDirectories(root.resolve("module/target/surefire-reports"));
        var old = Files.writeString(reports.resolve("TEST-old.xml"), REPORT);
        Files.writeString(reports.resolve("TEST-new.xml"), REPORT);
        Files.writeString(reports.resolve("TEST-cut.xml"), REPORT.substring(0, 150));
        Files.writeString(reports.resolve("summary.xml"), "<not-a-report/>");
        var start = Instant.now().minusSeconds(60);
        Files.setLastModifiedTime(old, FileTime.from(start.minusSeconds(1)));

        var summary = TestSummary.of(root, FileTime.from(start));

        assertThat(summary.counts()).isEqualTo("2 passed, 2 failed, 1 skipped");
        assertThat(printed(summary)).contains("TEST-cut.xml");
    }

    private static TestSummary summary(String report) throws XMLStreamException {
        var summary = new TestSummary();
        summary.add(new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)));
        return summary;
    }

    private static String printed(TestSummary summary) {
        var out = new ByteArrayOutputStream();
        summary.print(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
