package org.popauth.enforcer.firewall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.popauth.events.Network;

/// Drops nothing. Keeps, in a file, the very script that nft would get to hold all that should be
/// held, and reads it again after a restart. Who is dropped for the first time is added at its end,
/// everything else makes it be written anew. Not thread-safe.
public final class DryRunFirewall implements Firewall {

    private static final Pattern ELEMENT =
            Pattern.compile("add element inet popauth drop\\S+ .* # (\\S+) until (\\S+Z)");

    private final Path file;
    private final FirewallSettings settings;
    private List<Network> allowed = List.of();

    /// The prefix lengths of IPv6 that the script has sets for.
    private Set<Integer> lengths = Set.of();

    /// @param file where the script is kept
    public DryRunFirewall(Path file, FirewallSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "dry-run";
    }

    @Override
    public void prepare(Collection<Network> allowed, Instant now) {
        this.allowed = List.copyOf(allowed);
        var dropped = read();
        dropped.values().removeIf(until -> !until.isAfter(now));
        write(dropped, now);
    }

    @Override
    public Optional<String> disorder() {
        return Files.exists(file) ? Optional.empty() : Optional.of(file + " is not there");
    }

    @Override
    public Optional<String> look(Instant now, Elements elements) {
        look(0, now, elements);
        return disorder();
    }

    @Override
    public void look(int part, Instant now, Elements elements) {
        read().forEach(
                        (network, until) -> {
                            if (until.isAfter(now)) {
                                var address = network.address();
                                elements.found(
                                        address.high(),
                                        address.low(),
                                        network.prefixLength(),
                                        Ttl.millis(until));
                            }
                        });
    }

    @Override
    public void apply(List<? extends Change> changes, Instant now) {
        if (!changes.stream().allMatch(this::isFirst) || !append(changes, now)) {
            var dropped = read();
            changes.forEach(change -> make(change, dropped));
            dropped.values().removeIf(until -> !until.isAfter(now));
            write(dropped, now);
        }
    }

    private boolean isFirst(Change change) {
        var network = change.network();
        return change instanceof Change.Add
                && (network.address().isIpv4() || lengths.contains(network.prefixLength()));
    }

    /// @return false when there is no script
    private boolean append(Collection<? extends Change> changes, Instant now) {
        var dropped = new HashMap<Network, Instant>();
        changes.forEach(change -> make(change, dropped));
        var script = new NftScript(settings).dropped(dropped, now).toString();
        try {
            Files.writeString(file, script, StandardOpenOption.APPEND);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static void make(Change change, Map<Network, Instant> dropped) {
        switch (change) {
            case Change.Add(var network, var until) -> dropped.put(network, until);
            case Change.Drop(var network, var until) -> dropped.put(network, until);
            case Change.Release(var network) -> dropped.remove(network);
        }
    }

    @Override
    public void withdraw() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }

    private Map<Network, Instant> read() {
        var dropped = new HashMap<Network, Instant>();
        try (var lines = Files.lines(file)) {
            lines.map(ELEMENT::matcher)
                    .filter(matcher -> matcher.matches())
                    .forEach(
                            it ->
                                    dropped.put(
                                            Network.parse(it.group(1)),
                                            Instant.parse(it.group(2))));
        } catch (NoSuchFileException e) {
            return dropped;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return dropped;
    }

    private void write(Map<Network, Instant> dropped, Instant now) {
        lengths = new TreeSet<>();
        dropped.keySet().stream()
                .filter(network -> !network.address().isIpv4())
                .forEach(network -> lengths.add(network.prefixLength()));
        var script =
                "add table inet popauth\ndelete table inet popauth\n"
                        + new NftScript(settings).skeleton(allowed, lengths).dropped(dropped, now);
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, script);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private UncheckedIOException unwritable(IOException e) {
        return new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
}
