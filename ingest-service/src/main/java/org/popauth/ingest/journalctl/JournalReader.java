package org.popauth.ingest.journalctl;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.ingest.exec.Journalctl;
import org.popauth.ingest.journal.ExportSplitter;
import org.popauth.ingest.line.LineSink;
import org.popauth.ingest.progress.Anchor;
import org.popauth.ingest.progress.Mark;
import org.popauth.ingest.progress.Position;
import org.popauth.ingest.source.SourceReader;
import org.popauth.ingest.source.SourceSetup;
import org.popauth.ingest.source.SourceSpec;

/// Reads the systemd journal by a `journalctl` that follows it.
///
/// Entries are numbered, and with the number of the next one the journal's cursor of the last one
/// is kept. A restart goes on behind the entry of a cursor in the checkpoint: all later ones get
/// the numbers that they had before. When that entry is gone (the journal was vacuumed), or other
/// entries are selected than before, a new generation begins there.
public final class JournalReader implements SourceReader, LineSink {

    private static final int ANCHOR_EVERY = 256;

    private final SourceSpec.Journal spec;
    private final SourceSetup setup;
    private final Journalctl.Query query;
    private final ExportSplitter splitter;
    private final String selection;

    private volatile @Nullable Journalctl running;
    private volatile boolean stopping;
    private long generation;
    private long entries;

    /// The cursor of the entry that comes first and was read before; null if none is known.
    private @Nullable String first;

    private boolean mustBeThere;
    private boolean gone;
    private @Nullable String lastCursor;

    /// @param spec what to read
    public JournalReader(SourceSpec.Journal spec, SourceSetup setup) {
        this.spec = spec;
        this.setup = setup;
        this.query = new Journalctl.Query(spec.path(), ExportSplitter.fields(), spec.matches());
        this.selection = spec.matches() + " " + spec.senders().text();
        this.splitter =
                new ExportSplitter(spec.senders(), spec.host().toString(), setup.lineBytesMax());
    }

    @Override
    public void read() throws IOException, InterruptedException {
        if (setup.progress().isNew()) {
            newGeneration(spec.fromEnd() ? newestCursor() : null);
        }
        var checkpoint = setup.progress().current();
        setup.intake().restart(checkpoint.mark());
        var anchors = checkpoint.anchors();
        if (anchors.isEmpty()) {
            goOn(checkpoint.mark().resume(), null);
            readFrom(null);
            return;
        }
        for (var anchor : anchors) {
            if (anchor.selection().equals(selection)) {
                goOn(anchor.at(), anchor.cursor());
                mustBeThere = true;
                if (readFrom(anchor.cursor())) {
                    return;
                }
                tellGone();
            }
        }
        newGeneration(anchors.getLast().cursor());
        readFrom(anchors.getLast().cursor());
    }

    private void tellGone() {
        Log.warnf(
                "lines may be lost: the journal no longer has the entry that was read last"
                        + " source=%s",
                spec.name());
        setup.counters().filesLost.increment();
    }

    /// Begins a generation, with what follows the entry of a cursor.
    private void newGeneration(@Nullable String cursor) throws IOException {
        var start = new Position(setup.progress().nextGeneration(), 0);
        if (cursor == null) {
            setup.progress().opened(start.generation());
        } else {
            setup.progress().opened(new Anchor(start, cursor, selection));
        }
        setup.intake().restart(Mark.at(start));
        goOn(start, cursor);
    }

    private void goOn(Position position, @Nullable String cursor) {
        generation = position.generation();
        entries = position.offset();
        first = cursor;
        mustBeThere = false;
        gone = false;
        setup.intake().generation(generation);
    }

    private @Nullable String newestCursor() throws IOException, InterruptedException {
        var cursors = new ArrayList<String>();
        LineSink take = new CursorSink(splitter, cursors);
        splitter.restart(0);
        try (var journal = Journalctl.newest(query)) {
            for (int n = journal.read(splitter.room()); n >= 0; n = journal.read(splitter.room())) {
                splitter.split(n, take);
            }
            splitter.end(take);
        }
        return cursors.isEmpty() ? null : cursors.getLast();
    }

    private record CursorSink(ExportSplitter splitter, List<String> cursors) implements LineSink {

        @Override
        public void line(byte[] bytes, int from, int to, long offset, boolean cut) {
            cursors.add(splitter.cursor());
        }

        @Override
        public void refused(long offset, String who) {
            cursors.add(splitter.cursor());
        }
    }

    /// @return false when the journal does not have the expected entry
    private boolean readFrom(@Nullable String cursor) throws IOException, InterruptedException {
        splitter.restart(0);
        lastCursor = null;
        try (var journal = Journalctl.start(query, cursor, spec.follow())) {
            running = journal;
            if (setup.status().reading()) {
                Log.infof("reading source=%s journal=%s", spec.name(), spec.place());
            }
            boolean more = true;
            while (more && !gone) {
                more = readSome(journal);
            }
            if (!gone) {
                tellTrouble(journal);
            }
            return !gone;
        } finally {
            running = null;
        }
    }

    private boolean readSome(Journalctl journal) throws IOException, InterruptedException {
        if (stopping) {
            throw new InterruptedException("reading the journal was interrupted");
        }
        int length = journal.read(splitter.room());
        setup.intake().begin(entries);
        if (length >= 0) {
            splitter.split(length, this);
        }
        anchor();
        setup.intake().end(entries);
        return length >= 0;
    }

    private void tellTrouble(Journalctl journal) throws IOException, InterruptedException {
        if (stopping) {
            throw new InterruptedException("reading the journal was interrupted");
        }
        var trouble = journal.trouble();
        if (trouble != null) {
            throw new IOException(trouble);
        }
        if (spec.follow()) {
            throw new IOException("journalctl has ended");
        }
    }

    @Override
    public void stop() {
        stopping = true;
        var journal = running;
        if (journal != null) {
            journal.close();
        }
    }

    @Override
    public void line(byte[] bytes, int from, int to, long offset, boolean cut)
            throws InterruptedException {
        if (!isNew()) {
            return;
        }
        setup.intake().line(bytes, from, to, entries, cut);
        entries++;
        lastCursor = splitter.cursor();
        if (entries % ANCHOR_EVERY == 0) {
            anchor();
        }
    }

    /// It gets no number: the entries of ordinary users are in journals of their own, which are
    /// vacuumed apart.
    @Override
    public void refused(long offset, String who) {
        if (isNew()) {
            setup.intake().refused(entries, who);
        }
    }

    /// False for the entry that was read before, and for all when it is not there.
    private boolean isNew() {
        if (first == null) {
            return !gone;
        }
        boolean known = first.equals(splitter.cursor());
        gone = !known && mustBeThere;
        first = null;
        return !known && !gone;
    }

    private void anchor() {
        var cursor = lastCursor;
        if (cursor != null) {
            var at = new Position(generation, entries);
            setup.progress().anchor(new Anchor(at, cursor, selection));
            lastCursor = null;
        }
    }
}
