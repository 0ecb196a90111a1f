package org.popauth.ingest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.popauth.ingest.source.SourceCounters;

/// What came out of the lines of one source since the start.
///
/// @param lines all of them; those that were counted before a restart are not counted again
/// @param recognised events by type: `login-succeeded`, `login-failed`, `logged-out`, and offences
///   by kind as `offence/rbl-listed`; those that occurred
/// @param ignored lines that say nothing, by reason; those that occurred
/// @param unparsable lines that could not be read
/// @param cut lines that were longer than the limit
/// @param bytes in the lines, without line ends
/// @param unparsableSamples the last unparsable lines, printable, oldest first
public record SourceCounts(
        long lines,
        Map<String, Long> recognised,
        Map<String, Long> ignored,
        long unparsable,
        long cut,
        long bytes,
        List<String> unparsableSamples) {

    static SourceCounts of(SourceCounters counters) {
        var recognised = new LinkedHashMap<String, Long>();
        counters.eachRecognised((type, n) -> putIfAny(recognised, type, n.sum()));
        var ignored = new LinkedHashMap<String, Long>();
        counters.eachIgnored((reason, n) -> putIfAny(ignored, reason, n.sum()));
        return new SourceCounts(
                counters.lines.sum(),
                recognised,
                ignored,
                counters.unparsable.sum(),
                counters.cut.sum(),
                counters.bytes.sum(),
                counters.samples());
    }

    private static void putIfAny(Map<String, Long> counts, String key, long count) {
        if (count > 0) {
            counts.put(key, count);
        }
    }
}
