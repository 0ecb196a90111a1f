package org.popauth.enforcer.log;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.popauth.enforcer.reconcile.Effect;
import org.popauth.events.Printable;

/// The file `popauth.log`: a few files of bounded size, the newest without a number. Thread-safe.
public final class PopauthLog {

    private static final int DETAIL_CHARS_MAX = 400;

    private final Path file;
    private final long bytesMax;
    private final int oldFiles;
    private long size = -1;
    private boolean failing;

    /// @param bytesMax the size that a file is rotated at
    /// @param oldFiles how many older files are kept, as `popauth.log.1` and so on
    public PopauthLog(Path file, long bytesMax, int oldFiles) {
        this.file = file;
        this.bytesMax = bytesMax;
        this.oldFiles = oldFiles;
    }

    /// Adds a line for each effect.
    public void append(List<Effect> effects) {
        var lines = new StringBuilder();
        effects.forEach(effect -> lines.append(EffectLine.of(effect)));
        append(lines);
    }

    /// Adds a line: what somebody changed in the firewall was put in order.
    public void repaired(String what, Instant at) {
        append(
                at.truncatedTo(ChronoUnit.MILLIS)
                        + " repaired firewall ("
                        + Printable.of(what, DETAIL_CHARS_MAX)
                        + ")\n");
    }

    /// Adds lines, each with its line end. A disk that is full stops nothing but this.
    ///
    /// @return false when they could not be written
    public synchronized boolean append(CharSequence lines) {
        try {
            append(lines.toString().getBytes(StandardCharsets.UTF_8));
            failing = false;
            return true;
        } catch (IOException e) {
            if (!failing) {
                Log.warnf("cannot write %s: %s", file, e.getMessage());
            }
            failing = true;
            return false;
        }
    }

    private void append(byte[] bytes) throws IOException {
        if (size < 0 || !Files.exists(file)) {
            size = Files.exists(file) ? Files.size(file) : 0;
        }
        if (size > 0 && size + bytes.length > bytesMax) {
            rotate();
            size = 0;
        }
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size += bytes.length;
    }

    private void rotate() throws IOException {
        for (int number = oldFiles; number > 0; number--) {
            var older = numbered(number);
            var newer = number == 1 ? file : numbered(number - 1);
            if (Files.exists(newer)) {
                Files.move(newer, older, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
