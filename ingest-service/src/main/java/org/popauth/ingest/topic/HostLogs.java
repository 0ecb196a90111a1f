package org.popauth.ingest.topic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.MailLogSettings;

/// What is remembered of the lines of one partition, apart for each mail host that is a key. The
/// hosts that were heard of least recently are forgotten beyond a number.
final class HostLogs {

    private static final int HOSTS_MAX = 1000;

    private final MailLogSettings settings;
    private final String source;
    private final MailLog unkeyed;
    private final Map<MailHost, MailLog> keyed =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<MailHost, MailLog> eldest) {
                    return size() > HOSTS_MAX;
                }
            };
    private byte @Nullable [] lastKey;
    private MailLog last;

    /// @param settings for lines without a key
    /// @param source the partition's name in event ids
    HostLogs(MailLogSettings settings, String source) {
        this.settings = settings;
        this.source = source;
        this.unkeyed = new MailLog(settings, source);
        this.last = unkeyed;
    }

    /// Reads the lines of a key: those of the mail host that it names, whatever they say. A line
    /// whose key is missing, or no name of a host, says itself whose it is.
    MailLog of(byte @Nullable [] key) {
        if (!Arrays.equals(key, lastKey)) {
            last = key == null ? unkeyed : find(new String(key, StandardCharsets.UTF_8));
            lastKey = key;
        }
        return last;
    }

    private MailLog find(String key) {
        MailHost host;
        try {
            host = new MailHost(key);
        } catch (IllegalArgumentException e) {
            return unkeyed;
        }
        return keyed.computeIfAbsent(host, h -> new MailLog(settings.of(h), source));
    }

    /// The oldest line that a later one may be joined with; null if there is none.
    @Nullable EventId oldestOpen() {
        EventId oldest = unkeyed.oldestOpen();
        for (var log : keyed.values()) {
            var open = log.oldestOpen();
            if (open != null && (oldest == null || open.compareTo(oldest) < 0)) {
                oldest = open;
            }
        }
        return oldest;
    }
}
