package org.popauth.maillog.patterns;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Memory;

/// What first lines said, by mail host, program and process, or by the session that the daemon
/// names in each of its lines, until it is too old.
///
/// A line without the number of its process is joined by a session only. A new first line takes the
/// place of the old one; a line of a process that could not be read ends what is remembered of it,
/// because it may have been the first line of another connection.
final class FirstLines {

    /// The most that is remembered for each pattern.
    static final int ENTRIES_MAX = 4096;

    private final Map<String, Memory<Key, Said>> memories = new HashMap<>();

    private record Key(MailHost host, String program, int pid, @Nullable String session) {}

    FirstLines(List<Entry> entries) {
        for (var entry : entries) {
            if (entry.says() == Says.FIRST_LINE) {
                memories.put(entry.name(), new Memory<>(ENTRIES_MAX, entry.within()));
            }
        }
    }

    /// What joins the lines; null when nothing does.
    private static @Nullable Key key(Line line, Said said) {
        if (said.entry().expression().has(Group.SESSION)) {
            var session = said.text(Group.SESSION);
            return session == null ? null : new Key(line.host(), line.program(), -1, session);
        }
        return line.pid() < 0 ? null : ofProcess(line);
    }

    private static Key ofProcess(Line line) {
        return new Key(line.host(), line.program(), line.pid(), null);
    }

    void put(Line line, Said said) {
        var memory = memories.get(said.entry().name());
        var key = key(line, said);
        if (memory != null && key != null) {
            memory.put(key, said, line);
        }
    }

    /// What the first line said that a later one comes after; null if there is none.
    @Nullable Said get(Line line, Said later) {
        var memory = memory(later);
        var key = memory == null ? null : key(line, later);
        return memory == null || key == null ? null : memory.get(key, line);
    }

    /// Forgets the first line that a later one comes after.
    void forget(Line line, Said later) {
        var memory = memory(later);
        var key = memory == null ? null : key(line, later);
        if (memory != null && key != null) {
            var unused = memory.remove(key);
        }
    }

    private @Nullable Memory<Key, Said> memory(Said later) {
        var after = later.entry().after();
        var memory = after == null ? null : memories.get(after);
        return memory == null || memory.isEmpty() ? null : memory;
    }

    /// Forgets all that the process said.
    void forget(Line line) {
        for (var memory : memories.values()) {
            if (!memory.isEmpty()) {
                var unused = memory.remove(ofProcess(line));
            }
        }
    }

    @Nullable EventId oldest() {
        EventId oldest = null;
        for (var memory : memories.values()) {
            var id = memory.oldest();
            if (oldest == null || (id != null && id.compareTo(oldest) < 0)) {
                oldest = id;
            }
        }
        return oldest;
    }
}
