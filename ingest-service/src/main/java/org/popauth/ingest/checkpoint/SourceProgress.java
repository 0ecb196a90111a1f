package org.popauth.ingest.checkpoint;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.ingest.progress.AcknowledgedPrefix;
import org.popauth.ingest.progress.Anchor;
import org.popauth.ingest.progress.Anchors;
import org.popauth.ingest.progress.Checkpoint;
import org.popauth.ingest.progress.Incarnation;
import org.popauth.ingest.progress.Mark;
import org.popauth.ingest.progress.Position;

/// How far one source is, in memory and on disk. Safe for use by several threads.
///
/// The checkpoint names a generation before the first event of that generation is sent; else a
/// crash could let two different lines have the same id.
public final class SourceProgress {

    /// Files that hold only lines to be remembered are dropped beyond this number.
    private static final int FILES_MAX = 16;

    private final String name;
    private final String source;
    private final CheckpointDirectory directory;
    private final InstantSource clock;
    private final AcknowledgedPrefix prefix;
    private final List<Incarnation> files = new ArrayList<>();
    private final Anchors anchors = new Anchors();
    private @Nullable Checkpoint saved;

    /// @param name of the source in the configuration
    /// @param source its name in event ids
    /// @throws IOException when there is a checkpoint that cannot be read
    public SourceProgress(
            String name,
            String source,
            CheckpointDirectory directory,
            InstantSource clock,
            int inFlightMax)
            throws IOException {
        this.name = name;
        this.source = source;
        this.directory = directory;
        this.clock = clock;
        var found = directory.load(name).filter(c -> c.source().equals(source));
        this.saved = found.orElse(null);
        found.ifPresent(c -> files.addAll(c.files()));
        found.ifPresent(c -> c.anchors().forEach(anchors::add));
        var start = found.map(Checkpoint::mark).orElse(Mark.at(new Position(0, 0)));
        this.prefix = new AcknowledgedPrefix(start, inFlightMax);
    }

    /// The events on their way.
    public AcknowledgedPrefix prefix() {
        return prefix;
    }

    /// True when the source was never opened before.
    public synchronized boolean isNew() {
        return saved == null;
    }

    /// When the checkpoint on disk was written; never, for a source that was never opened.
    public synchronized Instant savedAt() {
        return saved == null ? Instant.MIN : saved.savedAt();
    }

    /// What a restart would go on from.
    public synchronized Checkpoint current() {
        var mark = prefix.mark();
        var needed = new ArrayList<Incarnation>();
        for (var file : files) {
            if (file.generation() >= mark.resume().generation()) {
                needed.add(file);
            }
        }
        while (needed.size() > FILES_MAX
                && needed.getFirst().generation() < mark.acknowledged().generation()) {
            needed.removeFirst();
        }
        return new Checkpoint(
                source,
                clock.instant(),
                mark.acknowledged(),
                mark.resume(),
                needed,
                anchors.needed(mark));
    }

    /// A generation for what is opened now: later than all before, also of earlier runs.
    public synchronized long nextGeneration() {
        if (saved == null) {
            return clock.instant().getEpochSecond();
        }
        return current().lastGeneration() + 1;
    }

    /// Notes that a file is opened that was not read before, and saves that.
    public synchronized void opened(Incarnation file, Mark start) throws IOException {
        files.add(file);
        begin(start);
    }

    /// Notes that a stream is opened, and saves that.
    public synchronized void opened(long generation) throws IOException {
        anchors.clear();
        begin(Mark.at(new Position(generation, 0)));
    }

    /// Notes that a source is opened at a place that it has a name for, and saves that.
    public synchronized void opened(Anchor start) throws IOException {
        anchors.clear();
        anchors.add(start);
        begin(Mark.at(start.at()));
    }

    /// Notes a place up to which everything was handed on.
    public synchronized void anchor(Anchor anchor) {
        anchors.add(anchor);
    }

    private void begin(Mark start) throws IOException {
        prefix.read(start);
        write(current());
    }

    /// Replaces what is known about a file: it has grown, or got another inode number.
    public synchronized void known(Incarnation file) {
        files.replaceAll(old -> old.generation() == file.generation() ? file : old);
    }

    /// Saves the checkpoint if it would say something new.
    public synchronized void save() throws IOException {
        var old = saved;
        if (old == null) {
            return;
        }
        var now = current();
        if (!now.mark().equals(old.mark())
                || !now.files().equals(old.files())
                || !now.anchors().equals(old.anchors())) {
            write(now);
        }
    }

    private void write(Checkpoint checkpoint) throws IOException {
        directory.save(name, checkpoint);
        saved = checkpoint;
        files.retainAll(checkpoint.files());
    }
}
