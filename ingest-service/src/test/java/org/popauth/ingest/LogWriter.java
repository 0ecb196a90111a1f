package org.popauth.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Writes a mail log as syslog daemons do: keeps the file open, and appends.
final class LogWriter implements AutoCloseable {

    private static final long PACE_NANOS = 20_000;

    private final Path file;
    private FileChannel out;
    private int next;

    LogWriter(Path file) throws IOException {
        this.file = file;
        this.out = open();
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// A line about a log-in of a user.
    static String line(int user) {
        return "2026-11-23T06:52:14.000000+00:00 mx1 dovecot: pop3-login: Login: user=<user"
                + user
                + ">, method=PLAIN, rip=192.0.2.20, lip=192.0.2.1, mpid="
                + user
                + ", TLS, session=<s"
                + user
                + ">";
    }

    /// The users of that many lines.
    static List<String> users(int count) {
        return IntStream.range(0, count).mapToObj(n -> "user" + n).toList();
    }

    /// Appends that many lines, one write each, at the pace of a very busy mail server.
    void lines(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            text(line(next++) + "\n");
            LockSupport.parkNanos(PACE_NANOS);
        }
    }

    /// Appends that many lines in one write.
    void linesAtOnce(int count) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(line(next++)).append('\n');
        }
        text(text.toString());
    }

    /// The number in a user's name.
    static int number(String user) {
        return Integer.parseInt(user.substring("user".length()));
    }

    /// Appends any text.
    void text(String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    int written() {
        return next;
    }

    /// Renames the file and its older ones; goes on in the renamed file until [#reopen()].
    void rename() throws IOException {
        shift();
        Files.move(file, rotated(1));
    }

    /// Lets go of the renamed file.
    void reopen() throws IOException {
        out.close();
        out = open();
    }

    /// Copies the file and truncates it.
    void copyTruncate() throws IOException {
        shift();
        Files.copy(file, rotated(1));
        truncate();
    }

    /// Empties the file.
    void truncate() throws IOException {
        out.truncate(0);
    }

    private void shift() throws IOException {
        for (int n = 200; n > 0; n--) {
            if (Files.exists(rotated(n))) {
                Files.move(rotated(n), rotated(n + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    Path rotated(int n) {
        return file.resolveSibling(file.getFileName() + "." + n);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
