package org.popauth.ingest.file;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.popauth.ingest.line.Splitter;
import org.popauth.ingest.progress.Incarnation;
import org.popauth.ingest.progress.Mark;
import org.popauth.ingest.rotation.Rotation;
import org.popauth.ingest.rotation.Sibling;
import org.popauth.ingest.rotation.Sibling.Role;
import org.popauth.ingest.source.SourceReader;
import org.popauth.ingest.source.SourceSetup;
import org.popauth.ingest.source.SourceSpec;

/// Reads a log file, line by line, over rotations and restarts.
///
/// A file that was renamed is read on until the file that took its name has a line: only then has
/// the writer let go of it. A file that was copied and truncated is read on in the copy.
public final class FileReader implements SourceReader {

    private final SourceSpec.LogFile spec;
    private final SourceSetup setup;
    private final Splitter splitter;

    private @Nullable OpenFile open;

    /// The open file as its progress knows it.
    private @Nullable Incarnation known;

    private long generation;
    private Instant lastDataAt = Instant.EPOCH;

    /// @param spec what to read
    public FileReader(SourceSpec.LogFile spec, SourceSetup setup) {
        this.spec = spec;
        this.setup = setup;
        this.splitter = setup.newSplitter().get();
    }

    @Override
    public void read() throws IOException, InterruptedException {
        try (var watch = DirectoryWatch.of(spec.path(), setup.pollInterval())) {
            begin(watch);
            while (true) {
                boolean whole = drain();
                if (!whole) {
                    goOnInTheCopy(watch);
                } else if (hasSuccessor()) {
                    goOnInTheSuccessor(watch);
                } else if (spec.follow()) {
                    watch.await();
                } else {
                    endOfFile();
                    return;
                }
            }
        } finally {
            closeFile();
        }
    }

    private void begin(DirectoryWatch watch) throws IOException, InterruptedException {
        if (setup.progress().isNew()) {
            awaitFile(watch);
            openNew(OpenFile.open(spec.path()), spec.fromEnd() ? LastLine.end(spec.path()) : 0);
            return;
        }
        var checkpoint = setup.progress().current();
        var savedAt = setup.progress().savedAt();
        var mark = checkpoint.mark();
        setup.intake().restart(mark);
        for (var file : checkpoint.files()) {
            boolean last = file.equals(checkpoint.files().getLast());
            long needed = from(mark, file.generation(), true);
            var directory = ListDirectory.lookFor(file, needed, spec.path());
            var found = Rotation.find(file, needed, directory);
            if (found != null) {
                openKnown(found, file, from(mark, file.generation(), false));
                if (!last && drain()) {
                    endOfFile();
                }
            } else if (last) {
                if (!file.isUnread()) {
                    var rotation = Rotation.of(file, needed, savedAt, directory);
                    Losses.report(spec, setup.counters(), needed, rotation);
                }
                openFirst(() -> rotation(file, needed, savedAt), watch);
            } else if (!file.isUnread() && file.generation() >= mark.acknowledged().generation()) {
                Losses.report(spec, setup.counters(), needed);
            }
        }
    }

    private static long from(Mark mark, long generation, boolean acknowledged) {
        var position = acknowledged ? mark.acknowledged() : mark.resume();
        return position.generation() == generation ? position.offset() : 0;
    }

    private void awaitFile(DirectoryWatch watch) throws IOException, InterruptedException {
        while (FileFacts.of(spec.path()) == null) {
            if (setup.status().waitingFor("file " + spec.path())) {
                Log.infof("waiting for file source=%s path=%s", spec.name(), spec.path());
            }
            watch.await();
        }
    }

    private void openKnown(Sibling found, Incarnation file, long offset) throws IOException {
        open(OpenFile.open(found, file.fingerprint()), file.generation(), offset);
        known = file().as(generation);
        setup.progress().known(known);
    }

    private void openNew(OpenFile opened, long offset) throws IOException {
        open(opened, setup.progress().nextGeneration(), offset);
        known = file().as(generation);
        setup.progress().opened(known, setup.intake().markAt(offset));
    }

    private void open(OpenFile opened, long newGeneration, long offset) throws IOException {
        closeFile();
        open = opened;
        generation = newGeneration;
        lastDataAt = setup.clock().instant();
        splitter.restart(offset);
        setup.intake().generation(generation);
        if (setup.status().reading()) {
            Log.infof("reading source=%s path=%s from=%d", spec.name(), spec.path(), offset);
        }
    }

    /// Reads what there is.
    ///
    /// @return false when the file turned out to be truncated or written anew
    private boolean drain() throws IOException, InterruptedException {
        var file = file();
        while (true) {
            if (file.size() < splitter.nextByte()) {
                return false;
            }
            int headLength = file.headLength();
            int length = file.read(splitter.room(), splitter.nextByte());
            // Looked at after reading: so what was read is of the file that it was before.
            if (!file.isUnchanged()) {
                return false;
            }
            if (file.headLength() != headLength && !noteGrowth(file)) {
                return false;
            }
            if (length == 0) {
                return true;
            }
            lastDataAt = setup.clock().instant();
            setup.intake().begin(splitter.offset());
            splitter.split(length, setup.intake());
            setup.intake().end(splitter.offset());
        }
    }

    /// @return false when the file was empty, and what it held meanwhile is in a copy
    private boolean noteGrowth(OpenFile file) throws IOException {
        boolean unread = known().isUnread();
        if (unread && !rotation().between().isEmpty()) {
            return false;
        }
        known = file.as(generation);
        setup.progress().known(known);
        if (unread) {
            setup.progress().save();
        }
        return true;
    }

    /// Hands on a last line that has no line end: nobody will write to this file again.
    private void endOfFile() throws InterruptedException {
        setup.intake().begin(splitter.offset());
        splitter.end(setup.intake());
        setup.intake().end(splitter.offset());
    }

    /// True when another file has the log's name, and was written to.
    private boolean hasSuccessor() throws IOException {
        var facts = FileFacts.of(spec.path());
        return facts != null && facts.inode() != file().inode() && facts.size() > 0;
    }

    /// Goes on in the file that follows the open one, which need not be the last: it will be left
    /// in the same way.
    private void goOnInTheSuccessor(DirectoryWatch watch) throws IOException, InterruptedException {
        boolean whole = drain();
        var rotation = rotation();
        var same = rotation.known();
        var next = rotation.next();
        if (whole && same != null && same.role() == Role.CURRENT) {
            Log.infof("replaced by a copy source=%s path=%s", spec.name(), spec.path());
            openKnown(same, known(), splitter.offset());
        } else if (next == null || (next.role() == Role.CURRENT && next.size() == 0)) {
            watch.await();
        } else {
            var opened = openNext(next, this::rotation);
            endOfFile();
            Log.infof("rotated source=%s next=%s", spec.name(), next.path());
            openNew(opened, 0);
        }
    }

    private void goOnInTheCopy(DirectoryWatch watch) throws IOException, InterruptedException {
        var rotation = rotation();
        var copy = rotation.known();
        Log.infof(
                "truncated source=%s path=%s offset=%d copy=%s",
                spec.name(), spec.path(), splitter.offset(), copy == null ? "none" : copy.path());
        if (copy != null) {
            openKnown(copy, known(), splitter.offset());
            return;
        }
        if (!rotation.compressed().isEmpty()) {
            Losses.report(spec, setup.counters(), splitter.offset(), rotation);
        }
        openFirst(this::rotation, watch);
    }

    private Rotation rotation() throws IOException {
        return rotation(known(), splitter.offset(), lastDataAt);
    }

    private Rotation rotation(Incarnation file, long offset, Instant seenAt) throws IOException {
        var directory = ListDirectory.lookFor(file, offset, spec.path());
        return Rotation.of(file, offset, seenAt, directory);
    }

    /// Finds out anew what became of a file.
    @FunctionalInterface
    private interface Look {

        Rotation now() throws IOException;
    }

    /// Opens the oldest file that was not read.
    private void openFirst(Look look, DirectoryWatch watch)
            throws IOException, InterruptedException {
        var next = look.now().next();
        if (next != null) {
            openNew(openNext(next, look), 0);
        } else {
            awaitFile(watch);
            openNew(OpenFile.open(spec.path()), 0);
        }
    }

    /// Opens the file that follows.
    ///
    /// @throws IOException also when another one follows by now: what this one held when it was
    ///   looked for may have been copied, and it truncated, before it was open
    private static OpenFile openNext(Sibling next, Look look) throws IOException {
        var opened = OpenFile.open(next);
        var again = look.now().next();
        if (again == null || again.inode() != next.inode()) {
            opened.close();
            throw new IOException(next.path() + " was rotated while it was opened");
        }
        return opened;
    }

    private OpenFile file() {
        var file = open;
        if (file == null) {
            throw new IllegalStateException("no file is open");
        }
        return file;
    }

    private Incarnation known() {
        var incarnation = known;
        if (incarnation == null) {
            throw new IllegalStateException("no file is open");
        }
        return incarnation;
    }

    private void closeFile() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
