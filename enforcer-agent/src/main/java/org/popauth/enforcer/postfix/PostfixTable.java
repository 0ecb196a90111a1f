package org.popauth.enforcer.postfix;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.enforcer.exec.Stdout;
import org.popauth.enforcer.postfix.TableFiles.Stamp;
import org.popauth.events.Address;

/// One access(5) table of Postfix: a source text, and the indexed file that postmap makes of it.
/// Only complete addresses are keys, since `203.0.113` would speak for 256 of them. When something
/// fails, what was there stays. Not thread-safe.
public final class PostfixTable {

    /// The files as they were left.
    private record Stamps(Optional<Stamp> source, Optional<Stamp> index) {}

    private static final Stdout<Rows> ROWS =
            in ->
                    Rows.of(
                            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                                    .lines());

    private final Path source;
    private final @Nullable Postfix postfix;
    private final Optional<TableType> configuredType;
    private @Nullable TableType discovered;
    private @Nullable Stamps left;
    private TreeMap<Address, String> rows = new TreeMap<>();
    private boolean mustWrite = true;

    /// @param source the file, without a suffix
    /// @param postfix null where there is none: the table is plain text
    /// @param type null: what Postfix says
    public PostfixTable(Path source, @Nullable Postfix postfix, Optional<TableType> type) {
        this.source = source;
        this.postfix = postfix;
        this.configuredType = type;
    }

    /// What stands in the table. Postfix's tools are only asked when a file was touched since.
    public Map<Address, String> look() {
        var now = stamps();
        if (!now.equals(left)) {
            mustWrite = true;
            var found = read();
            rows = found.values();
            mustWrite = !found.clean() || !rows.equals(TableFiles.read(source).values());
            left = now;
        }
        return rows;
    }

    /// Makes the table say exactly this. Does nothing when it does so already.
    ///
    /// @param wanted a line of printable ASCII for each address
    public void write(Map<Address, String> wanted) {
        var fresh = new TreeMap<>(wanted);
        if (!mustWrite && fresh.equals(rows)) {
            return;
        }
        mustWrite = true;
        if (postfix == null) {
            var file = beside(".new");
            TableFiles.write(file, fresh);
            TableFiles.rename(file, source);
        } else if (type().inPlace()) {
            rebuildInPlace(fresh);
        } else {
            replace(fresh);
        }
        rows = fresh;
        left = stamps();
        mustWrite = false;
    }

    /// Makes an empty table where there is none: Postfix defers all mail while one is missing.
    public void createIfMissing() {
        boolean missing = stamps().index.isEmpty();
        if (missing) {
            write(new TreeMap<>());
        }
    }

    private void rebuildInPlace(TreeMap<Address, String> fresh) {
        var before = TableFiles.read(source).values();
        boolean existed = TableFiles.stamp(source).isPresent();
        putSource(fresh);
        try {
            index(source);
            verify(source, fresh);
        } catch (CommandFailed e) {
            if (existed) {
                putSource(before);
            } else {
                TableFiles.delete(source);
            }
            throw e;
        }
    }

    private void putSource(TreeMap<Address, String> content) {
        var file = beside(".new");
        TableFiles.write(file, content);
        TableFiles.rename(file, source);
    }

    private void replace(TreeMap<Address, String> fresh) {
        var file = beside(".new");
        var indexed = withSuffix(file);
        try {
            TableFiles.write(file, fresh);
            TableFiles.delete(indexed);
            index(file);
            verify(file, fresh);
            TableFiles.rename(indexed, withSuffix(source));
            TableFiles.rename(file, source);
        } finally {
            TableFiles.delete(indexed);
            TableFiles.delete(file);
        }
    }

    private void index(Path file) {
        tools().postmap(Stdin.EMPTY, Stdout.TEXT, type() + ":" + file).orThrow();
    }

    /// Asks for one address that is new and for one that is gone.
    private void verify(Path file, TreeMap<Address, String> fresh) {
        for (var row : fresh.entrySet()) {
            if (!row.getValue().equals(rows.get(row.getKey()))) {
                expect(file, row.getKey(), row.getValue());
                break;
            }
        }
        for (var address : rows.keySet()) {
            if (!fresh.containsKey(address)) {
                expect(file, address, "");
                break;
            }
        }
    }

    private void expect(Path file, Address address, String value) {
        var table = type() + ":" + file;
        var answer =
                tools().postmap(Stdin.EMPTY, Stdout.TEXT, "-q", address.toString(), table)
                        .output()
                        .strip();
        if (!answer.equals(value)) {
            throw new CommandFailed(
                    table + " says '" + answer + "' for " + address + ", not '" + value + "'");
        }
    }

    private Rows read() {
        if (postfix == null) {
            return TableFiles.read(source);
        }
        if (stamps().index.isEmpty()) {
            return Rows.NONE;
        }
        var listed = postfix.postmap(Stdin.EMPTY, ROWS, "-s", type() + ":" + source);
        return listed.ok() ? listed.output() : new Rows(TableFiles.read(source).values(), false);
    }

    private Stamps stamps() {
        var index = postfix == null ? source : withSuffix(source);
        return new Stamps(TableFiles.stamp(source), TableFiles.stamp(index));
    }

    private Postfix tools() {
        return Objects.requireNonNull(postfix, "plain text has no tools");
    }

    private TableType type() {
        var type = configuredType.orElse(discovered);
        if (type == null) {
            type = tools().tableType();
            discovered = type;
        }
        return type;
    }

    private Path beside(String suffix) {
        return source.resolveSibling("." + source.getFileName() + suffix);
    }

    private Path withSuffix(Path file) {
        return file.resolveSibling(file.getFileName() + type().suffix());
    }

    /// What the table is, for reports: `postfix lmdb`, or plain text.
    @Override
    public String toString() {
        return source.getFileName() + (postfix == null ? " (plain text)" : "");
    }
}
