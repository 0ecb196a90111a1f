package org.popauth.ingest.stream;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.popauth.ingest.source.SourceReader;
import org.popauth.ingest.source.SourceSetup;

/// Reads standard input to its end.
public final class StandardInputReader implements SourceReader {

    private final InputStream input;
    private final SourceSetup setup;

    /// @param input standard input
    public StandardInputReader(InputStream input, SourceSetup setup) {
        this.input = input;
        this.setup = setup;
    }

    @Override
    public void read() throws IOException, InterruptedException {
        setup.status().reading();
        StreamLines.readAll(setup, this::fill);
        Log.info("standard input has ended");
    }

    private int fill(ByteBuffer room) throws IOException {
        return input.read(room.array(), room.position(), room.remaining());
    }
}
