package org.popauth.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExportSplitterTest {

    private static final int MAX = 2048;

    private static final String LOGIN =
            """
            __CURSOR=s=1;i=2
            __REALTIME_TIMESTAMP=1795417977459061
            _SOURCE_REALTIME_TIMESTAMP=1795417977459060
            PRIORITY=6
            SYSLOG_FACILITY=2
            SYSLOG_IDENTIFIER=postfix/smtpd
            SYSLOG_PID=4711
            _PID=4712
            _UID=0
            _HOSTNAME=mx1
            MESSAGE=connect from a.example[192.0.2.1]

            """;
    private static final String LINE =
            "<22>1 2026-11-23T07:12:57.459060Z mx1 postfix/smtpd 4711 - -"
                    + " connect from a.example[192.0.2.1]";

    private static ExportSplitter splitter() {
        return new ExportSplitter(Senders.system(), "mx9", MAX);
    }

    private static Handed read(String text) throws InterruptedException {
        return Handed.by(splitter(), text);
    }

    /// A field in the form for any bytes.
    private static String binary(String name, String value) {
        var length = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            length.append((char) ((long) value.length() >> 8 * i & 0xff));
        }
        return name + "\n" + length + value + "\n";
    }

    @Property(tries = 60)
    void anEntryBecomesALineHoweverItsBytesArrive(@ForAll @IntRange(min = 1, max = 900) int step)
            throws Exception {
        // Given
        var bytes = (LOGIN + LOGIN).getBytes(StandardCharsets.UTF_8);
        // When
        var handed = Handed.by(splitter(), bytes, step);
        // Then
        assertThat(handed.lines).containsExactly(LINE, LINE);
        assertThat(handed.offsets).containsExactly(0L, (long) LOGIN.length());
    }

    @Test
    void aMessageOfSeveralLinesStaysOneLine() throws Exception {
        // Given
        var entry =
                "_UID=0\nSYSLOG_IDENTIFIER=dovecot\n"
                        + binary("MESSAGE", "one\n\nMESSAGE=two\n_UID=0\0three")
                        + "\n";
        // When
        var handed = read(entry);
        // Then
        assertThat(handed.lines)
                .containsExactly(
                        "<22>1 - mx9 dovecot - - - one#012#012MESSAGE=two#012_UID=0#000three");
    }

    @Test
    void anOrdinaryUserIsNotBelieved() throws Exception {
        // When
        var handed = read(LOGIN.replace("_UID=0", "_UID=1000\n_COMM=logger") + LOGIN);
        // Then
        assertThat(handed.refused)
                .containsExactly("uid=1000 unit= comm=logger program=postfix/smtpd");
        assertThat(handed.lines).containsExactly(LINE);
    }

    @Test
    void whoDoesNotSayWhoHeIsOrSaysItTwiceIsNotBelieved() throws Exception {
        // When
        var handed =
                read(
                        LOGIN.replace("_UID=0\n", "")
                                + LOGIN.replace("_UID=0", "_UID=1000\n_UID=0")
                                + LOGIN.replace("_UID=0", "_UID=-1"));
        // Then
        assertThat(handed.refused).hasSize(3);
        assertThat(handed.lines).isEmpty();
    }

    @Test
    void onlyTheNamedUnitsAreBelieved() throws Exception {
        // Given
        var senders =
                new Senders(
                        UidRange.parse("0-999"), java.util.Set.of("dovecot.service", "postfix@"));
        // When
        var handed =
                Handed.by(
                        new ExportSplitter(senders, "mx9", MAX),
                        LOGIN.replace("_UID=0", "_UID=0\n_SYSTEMD_UNIT=postfix@-.service")
                                + LOGIN.replace("_UID=0", "_UID=33\n_SYSTEMD_UNIT=apache2.service")
                                + LOGIN);
        // Then
        assertThat(handed.lines).containsExactly(LINE);
        assertThat(handed.refused).hasSize(2);
    }

    @Test
    void aHugeMessageIsCutAndAHugeFieldSkipped() throws Exception {
        // Given
        var huge = "x".repeat(500_000);
        // When
        var handed =
                read(
                        binary("COREDUMP", huge)
                                + "SYSLOG_IDENTIFIER=a\n_UID=0\nMESSAGE="
                                + huge
                                + "\n\n"
                                + LOGIN);
        // Then
        assertThat(handed.lines).hasSize(2);
        assertThat(handed.lines.getFirst()).hasSizeLessThan(MAX + 100);
        assertThat(handed.lines.getLast()).isEqualTo(LINE);
        assertThat(handed.cuts).isEqualTo(1);
    }

    @Test
    void whatIsNoEntryIsToldOnceAndTheNextEntryIsRead() throws Exception {
        // Given
        var endless = "MESSAGE\n\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f";
        // When
        var handed = read("-- no entries --\nmore\n\n" + LOGIN + endless + "\nrest\n\n" + LOGIN);
        // Then
        assertThat(handed.lines).containsExactly("-- no entries --", LINE, "MESSAGE", LINE);
    }

    @Test
    void anEntryWithoutAMessageIsABlankLine() throws Exception {
        assertThat(read("_UID=0\nSYSLOG_IDENTIFIER=a\n\n").lines).containsExactly("");
    }

    @Test
    void anIdentifierCannotForgeTheHeader() throws Exception {
        // When
        var handed = read(binary("SYSLOG_IDENTIFIER", "a b\nc") + "_UID=0\nMESSAGE=x\n\n");
        // Then
        assertThat(handed.lines).containsExactly("<22>1 - mx9 a_b_c - - - x");
    }

    @Test
    void ofABrokenBinaryValueOnlyItsFirstLineIsHandedOn() throws Exception {
        // Given
        var splitter = new ExportSplitter(Senders.system(), "mx9", 4096);
        // When
        var handed = Handed.by(splitter, "MESSAGE\n\4\0\0\0\0\0\0\0a\nb\nX\n\n");
        // Then
        assertThat(handed.lines).isNotEmpty().noneMatch(line -> line.contains("\n"));
    }
}
