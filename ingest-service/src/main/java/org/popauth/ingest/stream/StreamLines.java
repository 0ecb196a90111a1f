package org.popauth.ingest.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.popauth.ingest.line.LineSink;
import org.popauth.ingest.line.Splitter;
import org.popauth.ingest.progress.Mark;
import org.popauth.ingest.progress.Position;
import org.popauth.ingest.source.LineIntake;
import org.popauth.ingest.source.SourceSetup;

/// Hands on the lines of a stream. They are numbered, since offsets in a stream mean nothing.
final class StreamLines implements LineSink {

    /// Reads the next bytes, waiting for them.
    @FunctionalInterface
    interface Input {

        /// @return how many bytes were read, negative at the end
        int read(ByteBuffer room) throws IOException;
    }

    private final Splitter splitter;
    private final LineIntake intake;
    private long lines;

    private StreamLines(Splitter splitter, LineIntake intake) {
        this.splitter = splitter;
        this.intake = intake;
    }

    /// Reads a stream to its end.
    static void readAll(SourceSetup setup, Input input) throws IOException, InterruptedException {
        long generation = setup.progress().nextGeneration();
        setup.progress().opened(generation);
        setup.intake().restart(Mark.at(new Position(generation, 0)));
        setup.intake().generation(generation);
        var lines = new StreamLines(setup.newSplitter().get(), setup.intake());
        while (lines.readSome(input)) {
            continue;
        }
    }

    private boolean readSome(Input input) throws IOException, InterruptedException {
        int length = input.read(splitter.room());
        intake.begin(lines);
        if (length < 0) {
            splitter.end(this);
        } else {
            splitter.split(length, this);
        }
        intake.end(lines);
        return length >= 0;
    }

    @Override
    public void line(byte[] bytes, int from, int to, long offset, boolean cut)
            throws InterruptedException {
        intake.line(bytes, from, to, lines, cut);
        lines++;
    }

    @Override
    public void refused(long offset, String who) {
        intake.refused(lines, who);
        lines++;
    }
}
