package org.popauth.ingest;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.popauth.ingest.checkpoint.SourceProgress;
import org.popauth.ingest.progress.InFlight;
import org.popauth.ingest.source.SourceCounters;
import org.popauth.ingest.source.SourceReader;
import org.popauth.ingest.source.SourceSpec;
import org.popauth.ingest.source.SourceStatus;
import org.popauth.ingest.source.SourceStatus.State;

/// A source with the thread that reads it.
final class RunningSource {

    private static final Duration PAUSE_MIN = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    private final SourceSpec spec;
    private final SourceProgress progress;
    private final InFlight inFlight;
    private final SourceCounters counters;
    private final SourceStatus status;
    private final SourceReader reader;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);

    RunningSource(
            SourceSpec spec,
            SourceProgress progress,
            InFlight inFlight,
            SourceCounters counters,
            SourceStatus status,
            SourceReader reader) {
        this.spec = spec;
        this.progress = progress;
        this.inFlight = inFlight;
        this.counters = counters;
        this.status = status;
        this.reader = reader;
        this.thread =
                Thread.ofPlatform().daemon().name("ingest-" + spec.name()).unstarted(this::run);
    }

    SourceSpec spec() {
        return spec;
    }

    SourceProgress progress() {
        return progress;
    }

    /// The events on their way.
    InFlight inFlight() {
        return inFlight;
    }

    SourceCounters counters() {
        return counters;
    }

    SourceStatus status() {
        return status;
    }

    boolean isFinished() {
        return status.state() == State.FINISHED;
    }

    void start() {
        thread.start();
    }

    /// Makes the thread end; what was read and not yet sent is read again after the next start.
    void stop(Duration wait) throws InterruptedException {
        stopping.countDown();
        thread.interrupt();
        reader.stop();
        thread.join(wait);
    }

    private void run() {
        var pause = PAUSE_MIN;
        try {
            while (!tryToRead()) {
                if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = longer(pause);
                inFlight.awaitAll();
            }
            inFlight.awaitAll();
            save();
            status.finished();
            Log.infof("finished source=%s lines=%d", spec.name(), counters.lines.sum());
        } catch (InterruptedException e) {
            Log.debugf("stopped source=%s", spec.name());
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(PAUSE_MAX) < 0 ? twice : PAUSE_MAX;
    }

    /// @return true when the source has come to its end
    private boolean tryToRead() throws InterruptedException {
        try {
            reader.read();
            return true;
        } catch (IOException | RuntimeException e) {
            if (stopping.getCount() == 0) {
                throw new InterruptedException("stopped while reading");
            }
            tellBroken(e);
            return false;
        }
    }

    private void tellBroken(Exception e) {
        // Those of a class of their own say in their message only what it is about.
        boolean isSentence = e.getClass() == IOException.class;
        var why = isSentence ? String.valueOf(e.getMessage()) : e.toString();
        if (!status.broken(why)) {
            return;
        }
        if (e instanceof IOException) {
            Log.warnf("cannot read, trying again source=%s: %s", spec.name(), why);
        } else {
            Log.errorf(e, "cannot read, trying again source=%s", spec.name());
        }
    }

    /// Saves the checkpoint, if there is something new.
    void save() {
        try {
            progress.save();
        } catch (IOException e) {
            Log.errorf(
                    "cannot write the checkpoint source=%s: %s; after a restart lines are read"
                            + " again from the last one",
                    spec.name(), e);
        }
    }
}
