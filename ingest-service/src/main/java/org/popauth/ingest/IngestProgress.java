package org.popauth.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/// How far the sources are, for whoever waits for them in the same process.
@ApplicationScoped
public class IngestProgress {

    private final RunSources sources;

    IngestProgress(RunSources sources) {
        this.sources = sources;
    }

    /// True when every source that is not followed was read to its end, and the broker has
    /// acknowledged every event of it.
    public boolean finished() {
        return sources.started()
                && sources.sources().stream()
                        .filter(source -> !source.spec().follow())
                        .allMatch(RunningSource::isFinished);
    }

    /// What came out of each source, by its name in the configuration.
    public Map<String, SourceCounts> counts() {
        var counts = new LinkedHashMap<String, SourceCounts>();
        for (var source : sources.sources()) {
            counts.put(source.spec().name(), SourceCounts.of(source.counters()));
        }
        return counts;
    }
}
