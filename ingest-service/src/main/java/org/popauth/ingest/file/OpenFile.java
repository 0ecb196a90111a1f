package org.popauth.ingest.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.popauth.ingest.progress.Fingerprint;
import org.popauth.ingest.progress.Incarnation;
import org.popauth.ingest.rotation.Sibling;

/// A log file that is open. It stays the same file however its name changes.
final class OpenFile implements AutoCloseable {

    private static final int ATTEMPTS = 10;

    private final FileChannel channel;
    private final long inode;
    private final ByteBuffer headRoom = ByteBuffer.allocate(Fingerprint.BYTES_MAX);
    private byte[] head = {};

    private OpenFile(FileChannel channel, long inode) {
        this.channel = channel;
        this.inode = inode;
    }

    /// Opens the file that has this name.
    static OpenFile open(Path path) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = FileFacts.of(path);
            if (before == null) {
                throw new NoSuchFileException(path.toString());
            }
            var channel = FileChannel.open(path, StandardOpenOption.READ);
            var after = FileFacts.of(path);
            if (after != null && before.inode() == after.inode()) {
                var file = new OpenFile(channel, after.inode());
                file.isUnchanged();
                return file;
            }
            channel.close();
        }
        throw new IOException(path + " is replaced again and again");
    }

    /// Opens a file that was seen in its directory.
    ///
    /// @throws IOException also when another file has its name by now, or it was truncated
    static OpenFile open(Sibling seen) throws IOException {
        var file = open(seen.path());
        if (file.inode != seen.inode() || file.size() < seen.size()) {
            file.close();
            throw new IOException(seen.path() + " was rotated while it was looked for");
        }
        return file;
    }

    /// Opens a file that was found again in its directory.
    ///
    /// @throws IOException also when it is another one by now: what it held when it was found may
    ///   have been copied, and it truncated and written to, before it was open
    static OpenFile open(Sibling found, Fingerprint fingerprint) throws IOException {
        var file = open(found);
        if (!fingerprint.matches(file.head)) {
            file.close();
            throw new IOException(found.path() + " was written anew while it was looked for");
        }
        return file;
    }

    long inode() {
        return inode;
    }

    long size() throws IOException {
        return channel.size();
    }

    /// @return how many bytes were read; 0 at the end
    int read(ByteBuffer room, long offset) throws IOException {
        return Math.max(0, channel.read(room, offset));
    }

    /// False when the file no longer begins as it did: it was written anew.
    boolean isUnchanged() throws IOException {
        headRoom.clear();
        int length = Math.max(0, channel.read(headRoom, 0));
        var now = headRoom.array();
        if (length < head.length || !Arrays.equals(now, 0, head.length, head, 0, head.length)) {
            return false;
        }
        if (length > head.length) {
            head = Arrays.copyOf(now, length);
        }
        return true;
    }

    /// How many of the first bytes are known.
    int headLength() {
        return head.length;
    }

    Incarnation as(long generation) {
        return new Incarnation(generation, inode, Fingerprint.of(head));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
