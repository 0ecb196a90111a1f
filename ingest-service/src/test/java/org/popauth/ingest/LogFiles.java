package org.popauth.ingest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.popauth.testsupport.SampleLines;

/// Gives a test one source of each kind: `follow`, `missing`, `archive` (files) and `fifo`.
public final class LogFiles implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try {
            var directory = Files.createTempDirectory("ingest-test");
            Files.createFile(directory.resolve("mail.log"));
            Files.writeString(
                    directory.resolve("archive.log"), "no log line\n" + SampleLines.IMAP_LOGIN);
            var settings = new HashMap<String, String>();
            settings.put("ingest.host", "mx1");
            settings.put("ingest.checkpoint-dir", directory.resolve("checkpoints").toString());
            file(settings, "follow", directory.resolve("mail.log"));
            file(settings, "missing", directory.resolve("later.log"));
            file(settings, "archive", directory.resolve("archive.log"));
            settings.put("ingest.sources.archive.follow", "false");
            file(settings, "fifo", directory.resolve("fifo"));
            settings.put("ingest.sources.fifo.type", "pipe");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void file(Map<String, String> settings, String name, Path path) {
        settings.put("ingest.sources." + name + ".type", "file");
        settings.put("ingest.sources." + name + ".path", path.toString());
    }

    @Override
    public void stop() {
        // The temporary directory is left to the system.
    }
}
