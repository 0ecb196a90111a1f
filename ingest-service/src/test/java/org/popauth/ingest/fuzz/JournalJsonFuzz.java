package org.popauth.ingest.fuzz;

import org.popauth.ingest.journal.JsonSplitter;
import org.popauth.ingest.journal.Senders;

/// The JSON format of the systemd journal. Public because Jazzer calls it.
public final class JournalJsonFuzz {

    private static final int MESSAGE_BYTES_MAX = 512;
    private static final int HEADER_BYTES_MAX = 2048;
    private static final Framing FRAMING =
            new Framing(
                    () -> new JsonSplitter(Senders.system(), "mx9", MESSAGE_BYTES_MAX),
                    MESSAGE_BYTES_MAX + HEADER_BYTES_MAX);

    private JournalJsonFuzz() {}

    /// Splits the input, and a good object after it.
    public static void fuzzerTestOneInput(byte[] input) {
        FRAMING.check(input);
        FRAMING.checkRecovery(
                input,
                "\n" + FuzzTest.JSON + "\n",
                "<22>1 2026-11-23T07:12:57.459060Z mx9 dovecot 7 - - hi");
    }
}
