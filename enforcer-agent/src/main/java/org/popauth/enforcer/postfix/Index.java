package org.popauth.enforcer.postfix;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.enforcer.exec.Stdout;
import org.popauth.enforcer.postfix.TableFiles.Stamp;
import org.popauth.events.Address;

/// The file that postmap makes of a table, and Postfix looks into. A change that fails leaves what
/// was there. Not thread-safe.
final class Index {

    private static final Stdout<Rows> ROWS =
            in ->
                    Rows.of(
                            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                                    .lines());

    private final Path source;
    private final TableType type;
    private final Postfix postfix;

    /// The file as it was left, or read; null when what it says is not known.
    private @Nullable Stamp left;

    Index(Path source, TableType type, Postfix postfix) {
        this.source = source;
        this.type = type;
        this.postfix = postfix;
    }

    TableType type() {
        return type;
    }

    boolean exists() {
        return stamp().isPresent();
    }

    /// True when it was touched since it was left.
    boolean isTouched() {
        return left == null || !stamp().equals(Optional.of(left));
    }

    /// True when what it says is not known, or not as it must be.
    boolean isDoubtful() {
        return left == null;
    }

    Optional<Stamp> stamp() {
        return TableFiles.stamp(indexOf(source));
    }

    /// What it says is not known any longer.
    void doubt() {
        left = null;
    }

    /// What stands in it.
    ///
    /// @param likely what it should say, for types that cannot be listed
    Rows read(Collection<Address> likely) {
        var now = stamp();
        var rows = now.isEmpty() ? Rows.none() : list(likely);
        left = now.orElse(null);
        return rows;
    }

    /// What cannot be listed, or not be read, is asked for what it should say and is not clean.
    private Rows list(Collection<Address> likely) {
        if (type.isListed()) {
            var listed = postfix.postmap(Stdin.EMPTY, ROWS, "-s", named(source));
            if (listed.ok()) {
                return listed.output();
            }
        }
        return new Rows(query(source, likely), false);
    }

    /// Makes it anew.
    ///
    /// @param before what it says, as far as that is known
    /// @param after what it must say
    /// @param samples what to ask it once it is made; empty for an address that it must not know
    void make(
            TreeMap<Address, String> before,
            TreeMap<Address, String> after,
            Map<Address, String> samples) {
        if (type.inPlace()) {
            makeInPlace(before, after, samples);
        } else {
            makeBeside(after, samples);
        }
        left = stamp().orElse(null);
    }

    private void makeInPlace(
            TreeMap<Address, String> before,
            TreeMap<Address, String> after,
            Map<Address, String> samples) {
        boolean existed = TableFiles.stamp(source).isPresent();
        putSource(after);
        try {
            postfix.postmap(Stdin.EMPTY, named(source));
            verify(source, samples);
        } catch (CommandFailed e) {
            if (existed) {
                putSource(before);
            } else {
                TableFiles.delete(source);
            }
            throw e;
        }
    }

    private void putSource(TreeMap<Address, String> rows) {
        var file = beside();
        TableFiles.write(file, rows);
        TableFiles.rename(file, source);
    }

    private void makeBeside(TreeMap<Address, String> after, Map<Address, String> samples) {
        var file = beside();
        try {
            TableFiles.write(file, after);
            clearAway(file);
            postfix.postmap(Stdin.EMPTY, named(file));
            verify(file, samples);
            TableFiles.rename(indexOf(file), indexOf(source));
        } finally {
            clearAway(file);
            TableFiles.delete(file);
        }
    }

    /// Berkeley DB makes a file under another name first. What a postmap that was killed then has
    /// left there would keep every later one from its work: "BDB0002 … Retry limit exceeded".
    private void clearAway(Path file) {
        var index = indexOf(file);
        TableFiles.delete(index.resolveSibling("__db." + index.getFileName()));
        TableFiles.delete(index);
    }

    /// Changes a few entries.
    void change(Changes changes) {
        if (type.inPlace()) {
            change(source, changes);
        } else {
            changeBeside(changes);
        }
        left = stamp().orElse(null);
    }

    private void changeBeside(Changes changes) {
        var file = beside();
        try {
            TableFiles.copy(indexOf(source), indexOf(file));
            change(file, changes);
            TableFiles.rename(indexOf(file), indexOf(source));
        } finally {
            TableFiles.delete(indexOf(file));
        }
    }

    private void change(Path file, Changes changes) {
        if (!changes.gone().isEmpty()) {
            postfix.postmap(keys(changes.gone()), "-d", "-", named(file));
        }
        if (!changes.put().isEmpty()) {
            postfix.postmap(out -> TableFiles.write(out, changes.put()), "-i", "-r", named(file));
        }
        verify(file, changes.outcome());
    }

    /// Asks for what must be there, and for what must be gone.
    ///
    /// @param expected by address; empty for one that must not be found
    private void verify(Path file, Map<Address, String> expected) {
        var found = query(file, expected.keySet());
        for (var row : expected.entrySet()) {
            var answer = found.getOrDefault(row.getKey(), "");
            if (!answer.equals(row.getValue())) {
                throw new CommandFailed(
                        "%s says '%s' for %s, not '%s'"
                                .formatted(named(file), answer, row.getKey(), row.getValue()));
            }
        }
    }

    /// Nothing found is an exit code of postmap's too.
    private TreeMap<Address, String> query(Path file, Collection<Address> keys) {
        return keys.isEmpty()
                ? new TreeMap<>()
                : postfix.postmap(keys(keys), ROWS, "-q", "-", named(file)).output().values();
    }

    private static Stdin keys(Collection<Address> addresses) {
        return out -> {
            for (var address : addresses) {
                out.append(address.toString()).append('\n');
            }
        };
    }

    private String named(Path file) {
        return type + ":" + file;
    }

    private Path beside() {
        return source.resolveSibling("." + source.getFileName() + ".new");
    }

    private Path indexOf(Path file) {
        return file.resolveSibling(file.getFileName() + type.suffix());
    }
}
