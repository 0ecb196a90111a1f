package org.popauth.enforcer.postfix;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.postfix.TableFiles.Stamp;
import org.popauth.events.Address;

/// One access(5) table of Postfix: a source text, and the indexed file that postmap makes of it,
/// one for each type that main.cf names it with. Only complete addresses are keys, since
/// `203.0.113` would speak for 256 of them. When something fails, what was there stays. Not
/// thread-safe.
///
/// A few changes of a large table are made without making it anew; then the source text follows
/// with the next look.
public final class PostfixTable {

    private static final int SAMPLES_MAX = 20;

    private final Path source;
    private final @Nullable Postfix postfix;
    private final Optional<TableType> configuredType;
    private final List<Index> indexes = new ArrayList<>();

    /// Those that were not there when the table was last looked at as a whole.
    private final Set<Index> added = new HashSet<>();

    private List<Optional<Stamp>> configuration = List.of();
    private TreeMap<Address, String> rows = new TreeMap<>();
    private boolean known;

    /// The source text as it was left; null when it does not say what the indexes say.
    private @Nullable Stamp sourceLeft;

    /// @param source the file, without a suffix
    /// @param postfix null where there is none: the table is plain text
    /// @param type empty: what Postfix says
    public PostfixTable(Path source, @Nullable Postfix postfix, Optional<TableType> type) {
        this.source = source;
        this.postfix = postfix;
        this.configuredType = type;
    }

    /// What stands in the table. Postfix's tools are only asked when a file was touched since. Of
    /// several indexes that do not agree, what stands in all of them.
    public Map<Address, String> look() {
        findTypes();
        if (postfix == null) {
            lookAtText();
        } else {
            lookAtIndexes();
        }
        return rows;
    }

    /// True when somebody else touched it since, so that what stands in it is not known.
    public boolean isTouched() {
        return indexes.stream().anyMatch(Index::isTouched);
    }

    private void lookAtText() {
        var now = TableFiles.stamp(source).orElse(null);
        if (now == null || !now.equals(sourceLeft)) {
            var found = TableFiles.read(source);
            rows = found.values();
            sourceLeft = found.clean() ? now : null;
        }
    }

    private void lookAtIndexes() {
        boolean first = !known;
        for (var index : indexes) {
            boolean isNew = added.contains(index) || first && !index.exists();
            if (index.isTouched() && !isNew) {
                take(index);
            }
        }
        known = true;
        if (indexes.stream().noneMatch(Index::isTouched)) {
            writeSource();
        }
    }

    private void take(Index index) {
        var likely = known ? rows : TableFiles.read(source).values();
        var found = index.read(likely.keySet());
        if (!known || indexes.size() == 1) {
            rows = found.values();
        } else if (!found.values().equals(rows)) {
            rows.entrySet().retainAll(found.values().entrySet());
            indexes.forEach(Index::doubt);
        }
        if (!found.clean()) {
            index.doubt();
        }
        known = true;
    }

    /// Makes the table say exactly this. Does nothing when it does so already.
    ///
    /// @param wanted a line of printable ASCII for each address
    void write(Map<Address, String> wanted) {
        change(Changes.between(rows, wanted));
    }

    /// Changes some entries, and makes good what the last look found wrong.
    ///
    /// @param put what it must say, a line of printable ASCII for each address
    /// @param gone whom it must no longer know
    public void change(Map<Address, String> put, Set<Address> gone) {
        change(new Changes(put, gone.stream().filter(rows::containsKey).toList()));
    }

    private void change(Changes changes) {
        findTypes();
        if (postfix == null) {
            changeText(changes);
        } else if (!changes.isEmpty() || indexes.stream().anyMatch(Index::isDoubtful)) {
            changeIndexes(changes);
        }
    }

    private void changeText(Changes changes) {
        if (!changes.isEmpty() || sourceLeft == null) {
            sourceLeft = null;
            var after = new TreeMap<>(rows);
            changes.applyTo(after);
            writeText(after);
            rows = after;
            sourceLeft = TableFiles.stamp(source).orElse(null);
        }
    }

    private void changeIndexes(Changes changes) {
        sourceLeft = null;
        try {
            var whole = new ArrayList<Index>();
            for (var index : indexes) {
                boolean few = index.type().changesSingly(changes.size(), rows.size());
                if (few && !index.isTouched()) {
                    index.change(changes);
                } else {
                    whole.add(index);
                }
            }
            make(whole, changes);
            added.clear();
        } catch (CommandFailed | UncheckedIOException e) {
            indexes.forEach(Index::doubt);
            throw e;
        }
    }

    private void make(List<Index> whole, Changes changes) {
        if (whole.isEmpty()) {
            changes.applyTo(rows);
            return;
        }
        var after = new TreeMap<>(rows);
        changes.applyTo(after);
        var samples = samples(changes, after);
        for (var index : whole) {
            index.make(rows, after, samples);
        }
        rows = after;
        writeSource();
    }

    private static Map<Address, String> samples(Changes changes, TreeMap<Address, String> after) {
        var samples = new TreeMap<Address, String>();
        Stream.of(after, changes.put())
                .flatMap(it -> it.entrySet().stream().limit(SAMPLES_MAX))
                .forEach(it -> samples.put(it.getKey(), it.getValue()));
        changes.gone().stream().limit(SAMPLES_MAX).forEach(it -> samples.put(it, ""));
        return samples;
    }

    /// Makes an empty table where there is none: Postfix defers all mail while one is missing.
    public void createIfMissing() {
        findTypes();
        boolean exists =
                postfix == null
                        ? TableFiles.stamp(source).isPresent()
                        : indexes.stream().allMatch(Index::exists);
        if (!exists) {
            look();
            change(Map.of(), Set.of());
        }
    }

    /// The source text says what the indexes say, and is not younger: Postfix would warn of that.
    private void writeSource() {
        var now = TableFiles.stamp(source).orElse(null);
        if (now != null && now.equals(sourceLeft)) {
            return;
        }
        if (now == null || !rows.equals(TableFiles.read(source).values())) {
            writeText(rows);
        }
        indexes.getFirst().stamp().ifPresent(it -> TableFiles.setTime(source, it));
        sourceLeft = TableFiles.stamp(source).orElse(null);
    }

    private void writeText(TreeMap<Address, String> content) {
        var file = source.resolveSibling("." + source.getFileName() + ".new");
        TableFiles.write(file, content);
        TableFiles.rename(file, source);
    }

    private void findTypes() {
        if (postfix == null) {
            return;
        }
        var now = configuredType.isPresent() ? configuration : postfix.configuration();
        if (indexes.isEmpty() || !now.equals(configuration)) {
            add(
                    postfix,
                    configuredType
                            .<Set<TableType>>map(Set::of)
                            .orElseGet(() -> postfix.tableTypes(source)));
            configuration = now;
        }
    }

    /// A type that is named no longer is kept as long as the agent runs: processes that were
    /// configured earlier go on asking for it.
    private void add(Postfix tools, Set<TableType> types) {
        for (var type : types) {
            if (indexes.stream().noneMatch(it -> it.type().suffix().equals(type.suffix()))) {
                var index = new Index(source, type, tools);
                indexes.add(index);
                if (known) {
                    added.add(index);
                }
            }
        }
    }

    /// What the table is called, for reports.
    @Override
    public String toString() {
        return source.getFileName() + (postfix == null ? " (plain text)" : "");
    }
}
