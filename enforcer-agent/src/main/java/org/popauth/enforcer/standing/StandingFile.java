package org.popauth.enforcer.standing;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.events.Measure;
import org.popauth.events.Printable;

/// The last state that is known to be good: everything that stands on this host, with its end.
///
/// Text, one decision per line, mode 0600, with a SHA-256 sum of all that comes before it at its
/// end. It is written beside, forced to the disk and renamed, so there is always a whole one.
///
/// ```
/// popauth-standing 1
/// host mx1.example.org
/// known 2026-11-25T08:00:00Z
/// text 0 rbl: listed by zen.example.net
/// DROP 203.0.113.9 17 1764043200000 1764046800000 0 - -
/// end 1 9f86d0…
/// ```
public final class StandingFile {

    static final String TITLE = "popauth-standing 1";

    private final Path file;

    public StandingFile(Path file) {
        this.file = file;
    }

    /// What is written about, one after the other.
    @FunctionalInterface
    public interface Source {

        void tellTo(BiConsumer<Measure, Standing> writer);
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /// Replaces the file.
    ///
    /// @param host whose it is
    /// @param known when everything that the broker had was read for the last time
    /// @throws IOException when it could not be replaced; then the former one is still there
    public void write(String host, Instant known, Source source) throws IOException {
        var fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var channel = create(fresh)) {
            var digest = sha256();
            var out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
            var text =
                    new BufferedWriter(
                            new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
            text.write(TITLE + "\nhost " + host + "\nknown " + known + "\n");
            var lines = new StandingLines.Writer(text);
            source.tellTo(lines);
            text.flush();
            var sum = HexFormat.of().formatHex(digest.digest());
            text.write("end " + lines.count() + " " + sum + "\n");
            text.flush();
            channel.force(true);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        force(file.toAbsolutePath().resolveSibling(""));
    }

    private static FileChannel create(Path fresh) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var owner = PosixFilePermissions.fromString("rw-------");
        return FileChannel.open(fresh, options, PosixFilePermissions.asFileAttribute(owner));
    }

    /// The name is on the disk only when the directory is.
    private static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Reads the file. Nothing is told before all of it was found to be whole.
    ///
    /// @return when everything that the broker had was read for the last time
    /// @throws DamagedFile when it is not what was written
    public Instant read(BiConsumer<Measure, Standing> reader) {
        try {
            verify();
            try (var lines = Files.newBufferedReader(file)) {
                return read(lines, reader);
            }
        } catch (IOException e) {
            throw new DamagedFile(file + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private static Instant read(BufferedReader lines, BiConsumer<Measure, Standing> reader)
            throws IOException {
        var known = Instant.MIN;
        var texts = new StandingLines.Reader();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("known ")) {
                known = Instant.parse(line.substring("known ".length()));
            } else if (line.startsWith("text ")) {
                texts.text(line);
            } else if (!line.equals(TITLE) && !line.startsWith("host ") && !isEnd(line)) {
                texts.standing(line, reader);
            }
        }
        return known;
    }

    private static boolean isEnd(String line) {
        return line.startsWith("end ");
    }

    /// The sum at the end must be that of the bytes before, and nothing may follow.
    private void verify() throws IOException {
        var digest = sha256();
        long count = -3;
        try (var lines = Files.newBufferedReader(file)) {
            var line = lines.readLine();
            if (!TITLE.equals(line)) {
                throw damaged("it begins with '" + Printable.of("" + line, 40) + "'", null);
            }
            while (line != null && !isEnd(line)) {
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
                count += line.startsWith("text ") ? 0 : 1;
                line = lines.readLine();
            }
            var end = "end " + count + " " + HexFormat.of().formatHex(digest.digest());
            if (!end.equals(line) || lines.readLine() != null) {
                throw damaged("its sum is wrong: it was cut off or changed", null);
            }
        }
    }

    private DamagedFile damaged(String why, @Nullable Throwable cause) {
        return new DamagedFile(file + " is damaged: " + why, cause);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Removes it.
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
