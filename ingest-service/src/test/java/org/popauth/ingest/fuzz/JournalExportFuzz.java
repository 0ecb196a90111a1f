package org.popauth.ingest.fuzz;

import org.popauth.ingest.journal.ExportSplitter;
import org.popauth.ingest.journal.Senders;

/// The export format of the systemd journal. Public because Jazzer calls it.
///
/// A field may say that any number of bytes belongs to it, so a good entry need not be read after
/// bad ones.
public final class JournalExportFuzz {

    private static final int MESSAGE_BYTES_MAX = 512;
    private static final int HEADER_BYTES_MAX = 2048;
    private static final Framing FRAMING =
            new Framing(
                    () -> new ExportSplitter(Senders.system(), "mx9", MESSAGE_BYTES_MAX),
                    MESSAGE_BYTES_MAX + HEADER_BYTES_MAX);

    private JournalExportFuzz() {}

    /// Splits the input.
    public static void fuzzerTestOneInput(byte[] input) {
        FRAMING.check(input);
    }
}
