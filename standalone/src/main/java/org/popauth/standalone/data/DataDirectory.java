package org.popauth.standalone.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.popauth.standalone.fault.StartFailure;

/// The directory of one instance, locked while this JVM uses it.
public final class DataDirectory implements AutoCloseable {

    private final Path root;
    private final FileChannel channel;

    private DataDirectory(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /// Creates the directory if it is missing, and locks it.
    ///
    /// @throws StartFailure when it cannot be used, or another process uses it
    public static DataDirectory open(Path path) {
        var root = path.toAbsolutePath().normalize();
        FileChannel channel = null;
        try {
            OwnerOnly.createDirectory(root);
            var file = root.resolve("lock");
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw inUse(root);
            }
            OwnerOnly.write(root.resolve("pid"), ProcessHandle.current().pid() + "\n");
            return new DataDirectory(root, channel);
        } catch (IOException e) {
            throw new StartFailure(
                    "cannot write to the data directory "
                            + root
                            + " ("
                            + e.getClass().getSimpleName()
                            + "); choose another one with --data DIR",
                    e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static StartFailure inUse(Path root) {
        String pid;
        try {
            pid = " (process " + Files.readString(root.resolve("pid")).strip() + ")";
        } catch (IOException e) {
            pid = "";
        }
        return new StartFailure(
                "another popauth runs on the data directory "
                        + root
                        + pid
                        + "; stop that one, or choose another directory with --data DIR");
    }

    /// The directory itself, absolute.
    public Path root() {
        return root;
    }

    /// A file or directory in it.
    public Path resolve(String name) {
        return root.resolve(name);
    }

    /// Removes what says that this instance runs, and the lock.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(root.resolve("pid"));
            channel.close();
        } catch (IOException e) {
            throw new StartFailure("cannot unlock the data directory " + root, e);
        }
    }
}
