package org.popauth.ingest;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.popauth.ingest.source.HeardHosts.Heard;

/// Tells when a mail host from which lines came sends none any more.
///
/// A mail host that says nothing may have nothing to say, so this is a warning, and the service
/// stays ready.
final class HostSilence {

    private final Duration after;
    private final InstantSource clock;
    private final Instant startedAt;
    private volatile Map<String, Instant> silent = Map.of();

    /// @param after how long without a line is silence; 0 for never
    HostSilence(Duration after, InstantSource clock) {
        this.after = after;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /// Never, when lines are received at a fixed time.
    static HostSilence of(IngestConfig config) {
        var after = config.now().isPresent() ? Duration.ZERO : config.silentAfter();
        return new HostSilence(after, InstantSource.system());
    }

    /// Mail hosts, each with its source, and since when they are silent.
    Map<String, Instant> silent() {
        return silent;
    }

    /// Looks who is silent, and tells what is new about it.
    void watch(Collection<RunningSource> sources) {
        if (!after.isPositive()) {
            return;
        }
        var found = new LinkedHashMap<String, Instant>();
        for (var source : sources) {
            if (!source.isFinished()) {
                source.counters().hosts.all().forEach(h -> watch(source.spec().name(), h, found));
            }
        }
        tell(found);
        silent = Map.copyOf(found);
    }

    private void watch(String source, Heard heard, Map<String, Instant> found) {
        var last = heard.last();
        var since = last == null ? startedAt : last;
        if (Duration.between(since, clock.instant()).compareTo(after) > 0) {
            found.put(heard.host() + " (source " + source + ")", since);
        }
    }

    private void tell(Map<String, Instant> found) {
        found.forEach(
                (host, since) -> {
                    if (!silent.containsKey(host)) {
                        Log.warnf("mail host %s is silent: no line since %s", host, since);
                    }
                });
        for (var host : silent.keySet()) {
            if (!found.containsKey(host)) {
                Log.infof("mail host %s sends lines again", host);
            }
        }
    }
}
