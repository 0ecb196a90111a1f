package org.popauth.ingest.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.popauth.events.Printable;

/// Creates named pipes, which the JDK cannot.
public final class MakeFifo {

    private static final String PROGRAM = "/usr/bin/mkfifo";
    private static final int SECONDS_MAX = 10;
    private static final int OUTPUT_CHARS_MAX = 256;

    private MakeFifo() {}

    /// Creates a named pipe that only its owner may read and write.
    public static void at(Path path) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(PROGRAM, "--mode=0600", "--", path.toAbsolutePath().toString())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(PROGRAM + " does not end");
        }
        if (process.exitValue() != 0) {
            var output = new byte[OUTPUT_CHARS_MAX];
            int length = process.getInputStream().readNBytes(output, 0, output.length);
            throw new IOException(
                    "cannot create the named pipe "
                            + path
                            + ": "
                            + Printable.of(
                                    new String(output, 0, length, StandardCharsets.UTF_8),
                                    OUTPUT_CHARS_MAX));
        }
    }
}
