package org.popauth.ingest.file;

import io.quarkus.logging.Log;
import org.popauth.ingest.rotation.Rotation;
import org.popauth.ingest.source.SourceCounters;
import org.popauth.ingest.source.SourceSpec;

/// Tells that the rest of a file could not be read.
final class Losses {

    private Losses() {}

    /// The file is nowhere to be found, or only in compressed form.
    ///
    /// @param offset up to where it was read
    static void report(
            SourceSpec.LogFile spec, SourceCounters counters, long offset, Rotation rotation) {
        var compressed =
                rotation.compressed().stream().map(s -> s.path().getFileName().toString()).toList();
        counters.filesLost.increment();
        Log.warnf(
                "lines may be lost: the file that was read up to offset=%d cannot be found again"
                        + " source=%s path=%s bytes=unknown compressed=%s; rotate with"
                        + " 'delaycompress', so that a file can be read to its end",
                offset, spec.name(), spec.path(), compressed);
    }

    /// The file is nowhere to be found.
    static void report(SourceSpec.LogFile spec, SourceCounters counters, long offset) {
        counters.filesLost.increment();
        Log.warnf(
                "lines may be lost: a rotated file that was read up to offset=%d cannot be found"
                        + " again source=%s path=%s bytes=unknown",
                offset, spec.name(), spec.path());
    }
}
