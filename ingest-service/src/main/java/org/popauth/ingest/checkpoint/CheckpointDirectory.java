package org.popauth.ingest.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Json;
import org.popauth.ingest.progress.Checkpoint;

/// The directory with one small JSON file per source. One process at a time uses it.
///
/// A file is replaced as a whole: written beside, flushed to the disk, renamed. Whoever dies
/// meanwhile leaves the old one.
public final class CheckpointDirectory implements AutoCloseable {

    private static final ObjectMapper JSON = Json.mapper();

    private final Path directory;
    private final FileChannel lockFile;

    private CheckpointDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /// Creates the directory if need be, and takes it for this process.
    ///
    /// @throws IOException when it cannot be written, or another process has it
    public static CheckpointDirectory open(Path directory) throws IOException {
        Files.createDirectories(directory);
        var lockFile =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (lock(lockFile) == null) {
            lockFile.close();
            throw new IOException(directory + " is in use by another ingest-service");
        }
        return new CheckpointDirectory(directory, lockFile);
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// The last saved checkpoint of a source.
    ///
    /// @param name of the source in the configuration
    /// @throws IOException when there is one that cannot be read
    public Optional<Checkpoint> load(String name) throws IOException {
        var file = file(name);
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), Checkpoint.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new IOException(
                    "the checkpoint "
                            + file
                            + " is damaged ("
                            + e.getOriginalMessage()
                            + "); remove it to read the source from its beginning",
                    e);
        }
    }

    /// Replaces the checkpoint of a source; when this returns, it is on the disk.
    public void save(String name, Checkpoint checkpoint) throws IOException {
        var beside = directory.resolve(fileName(name) + ".new");
        try (var out = new FileOutputStream(beside.toFile())) {
            out.write(JSON.writeValueAsBytes(checkpoint));
            out.getFD().sync();
        }
        Files.move(
                beside,
                file(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        try (var entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private Path file(String name) {
        return directory.resolve(fileName(name));
    }

    /// Names that are not plain letters and digits get their bytes written out, so that no two
    /// names share a file and none leaves the directory.
    private static String fileName(String name) {
        var text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || c == '-') {
                text.append(c);
            } else {
                text.append('_').append(Integer.toHexString(c)).append('_');
            }
        }
        return text.append(".checkpoint.json").toString();
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
