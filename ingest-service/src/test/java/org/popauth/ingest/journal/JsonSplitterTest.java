package org.popauth.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonSplitterTest {

    private static Handed read(String text) throws InterruptedException {
        return Handed.by(new JsonSplitter(Senders.system(), "mx9", 4096), text);
    }

    private static String entry(String message) {
        return "{\"_UID\":\"0\",\"SYSLOG_IDENTIFIER\":\"dovecot\",\"_PID\":\"7\",\"X\":{\"y\":[1]},"
                + "\"__REALTIME_TIMESTAMP\":\"1795417977459060\",\"MESSAGE\":"
                + message
                + "}\n";
    }

    private static String line(String message) {
        return "<22>1 2026-11-23T07:12:57.459060Z mx9 dovecot 7 - - " + message;
    }

    @Test
    void stringsBytesAndRepeatsAreRead() throws Exception {
        // When
        var handed =
                read(
                        entry("\"a\\nb\"")
                                + entry("[104,105,0,255]")
                                + entry("[\"first\",\"second\"]")
                                + entry("[[104,105],\"second\"]"));
        // Then
        assertThat(handed.lines)
                .containsExactly(line("a#012b"), line("hi#000\ufffd"), line("first"), line("hi"));
    }

    @Test
    void sequencesAndServerSentEventsAreRead() throws Exception {
        // When
        var handed = read("\u001e" + entry("\"a\"") + "data: " + entry("\"b\"") + "\n");
        // Then
        assertThat(handed.lines).containsExactly(line("a"), line("b"));
    }

    @Test
    void aMessageThatWasTooLargeIsABlankLine() throws Exception {
        assertThat(read(entry("null")).lines).containsExactly("");
    }

    @Test
    void anOrdinaryUserIsNotBelieved() throws Exception {
        // When
        var handed =
                read(
                        entry("\"a\"").replace("\"0\"", "\"1000\"")
                                + entry("\"a\"").replace("\"0\"", "[\"0\",\"1000\"]")
                                + entry("\"a\"").replace("{\"_UID", "{\"_UID\":\"1\",\"_UI"));
        // Then
        assertThat(handed.refused).hasSize(2);
        assertThat(handed.lines).hasSize(1);
    }

    @Test
    void whatIsNoEntryIsHandedOnAsItIs() throws Exception {
        // When
        var handed = read("no\n{\"a\":\n[1]\n{} {}\n" + entry("\"a\""));
        // Then
        assertThat(handed.lines).containsExactly("no", "{\"a\":", "[1]", "{} {}", line("a"));
    }

    @Test
    void bytesThatLookLikeAnotherEncodingAreHandedOnAndTheNextEntryIsRead() throws Exception {
        // When
        var handed = read("\u0000\u0000\u0000{\u0000\u00ff\u00ff\u00ff\u00ff\n" + entry("\"a\""));
        // Then
        assertThat(handed.lines).hasSize(2).endsWith(line("a"));
    }
}
