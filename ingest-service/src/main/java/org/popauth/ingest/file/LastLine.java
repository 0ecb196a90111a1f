package org.popauth.ingest.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Finds where the complete lines of a file end.
final class LastLine {

    private static final int CHUNK_BYTES = 64 * 1024;

    private LastLine() {}

    /// The offset after the last line end; 0 when there is none.
    static long end(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var chunk = ByteBuffer.allocate(CHUNK_BYTES);
            for (long to = channel.size(); to > 0; to = Math.max(0, to - CHUNK_BYTES)) {
                long from = Math.max(0, to - CHUNK_BYTES);
                chunk.clear().limit((int) (to - from));
                int length = channel.read(chunk, from);
                for (int i = length - 1; i >= 0; i--) {
                    if (chunk.get(i) == '\n') {
                        return from + i + 1;
                    }
                }
            }
            return 0;
        }
    }
}
