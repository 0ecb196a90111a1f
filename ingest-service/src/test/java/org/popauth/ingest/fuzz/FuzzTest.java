package org.popauth.ingest.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.popauth.testsupport.SampleLines;
import org.popauth.testsupport.exec.Fuzzing;

/// Every framing against inputs that Jazzer makes, for a bounded time; longer with
/// `-Dfuzz.seconds=600`.
class FuzzTest {

    private static final int INPUTS_MIN = 1000;
    private static final int COVERED_MIN = 50;

    static final String JSON =
            "{\"_UID\":\"0\",\"SYSLOG_IDENTIFIER\":\"dovecot\",\"_PID\":\"7\","
                    + "\"__REALTIME_TIMESTAMP\":\"1795417977459060\",\"MESSAGE\":\"hi\"}";

    private static final String EXPORT =
            "__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1795417977459061\nPRIORITY=6\nSYSLOG_FACILITY=2\n"
                    + "SYSLOG_IDENTIFIER=postfix/smtpd\nSYSLOG_PID=4711\n_PID=4712\n_UID=0\n"
                    + "_HOSTNAME=mx1\n_SYSTEMD_UNIT=postfix.service\nMESSAGE=connect\n\n";

    @Test
    void linesAreTheSameHoweverTheirBytesArrive() throws Exception {
        var line = SampleLines.RBL_LISTED;
        fuzz(
                LinesFuzz.class,
                List.of(line + "\n", line + "\r\n\r\n" + line, "\n\n\r\n"),
                List.of());
    }

    @Test
    void messagesOfAConnectionAreTheSameHoweverTheirBytesArrive() throws Exception {
        fuzz(
                FramesFuzz.class,
                List.of("4 <1>a12 <22>b\nc 123", "<1>a\n<2>b\r\n<3>c\0", "9 <1>abcdef<2>g\n"),
                List.of("4 <1>a", "<22>", "\r\n", "70 <"));
    }

    @Test
    void journalEntriesAreTheSameHoweverTheirBytesArrive() throws Exception {
        var binary = "MESSAGE\n\3\0\0\0\0\0\0\0a\nb\n_UID=0\nSYSLOG_IDENTIFIER=dovecot\n\n";
        fuzz(
                JournalExportFuzz.class,
                List.of(EXPORT, EXPORT + EXPORT, binary, EXPORT + binary, "\n\n"),
                EXPORT.lines().filter(each -> !each.isEmpty()).toList());
    }

    @Test
    void journalObjectsAreTheSameHoweverTheirBytesArrive() throws Exception {
        fuzz(
                JournalJsonFuzz.class,
                List.of(
                        JSON + "\n",
                        JSON.replace("\"hi\"", "[104,105,0,255]") + "\n",
                        JSON.replace("\"hi\"", "[\"a\",\"\\u001b\\ud800\"]") + "\ndata: " + JSON,
                        "\u001e" + JSON.replace("\"0\"", "\"1000\"") + "\n"),
                List.of("\"_UID\":", "\"MESSAGE\":", "[104,105]", "\"\\u0000\"", "null", "data: "));
    }

    private static void fuzz(Class<?> target, List<String> seeds, List<String> words)
            throws Exception {
        // Given
        var bytes = seeds.stream().map(each -> each.getBytes(StandardCharsets.ISO_8859_1)).toList();

        // When
        var ran = new Fuzzing(target, bytes, words).run();

        // Then
        assertThat(ran.inputs()).isGreaterThan(INPUTS_MIN);
        assertThat(ran.covered()).isGreaterThan(COVERED_MIN);
    }
}
