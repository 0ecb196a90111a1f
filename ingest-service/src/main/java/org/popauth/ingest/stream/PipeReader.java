package org.popauth.ingest.stream;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import org.popauth.ingest.exec.MakeFifo;
import org.popauth.ingest.source.SourceReader;
import org.popauth.ingest.source.SourceSetup;
import org.popauth.ingest.source.SourceSpec;

/// Reads a named pipe, which it creates if there is none.
///
/// The pipe is opened for reading and writing: so it has a writer at any time, and neither opening
/// it nor the last writer's going away is an event.
public final class PipeReader implements SourceReader {

    private final SourceSpec.NamedPipe spec;
    private final SourceSetup setup;

    /// @param spec what to read
    public PipeReader(SourceSpec.NamedPipe spec, SourceSetup setup) {
        this.spec = spec;
        this.setup = setup;
    }

    @Override
    public void read() throws IOException, InterruptedException {
        if (Files.notExists(spec.path(), LinkOption.NOFOLLOW_LINKS)) {
            MakeFifo.at(spec.path());
            Log.infof("created a named pipe source=%s path=%s", spec.name(), spec.path());
        }
        try (var pipe =
                FileChannel.open(spec.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (setup.status().reading()) {
                Log.infof("reading source=%s path=%s", spec.name(), spec.path());
            }
            StreamLines.readAll(setup, pipe::read);
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("reading " + spec.path() + " was interrupted");
        }
    }
}
