package org.popauth.enforcer.firewall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.popauth.events.Network;

/// Drops nothing. Keeps, in a file, the very script that nft would get to hold all that should be
/// held, and reads it again after a restart. Not thread-safe.
public final class DryRunFirewall implements Firewall {

    private static final Pattern ELEMENT =
            Pattern.compile("add element inet popauth drop\\S+ .* # (\\S+) until (\\S+)");

    private final Path file;
    private final FirewallSettings settings;
    private List<Network> allowed = List.of();

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
    public void apply(Collection<? extends Change> changes, Instant now) {
        var dropped = read();
        for (var change : changes) {
            switch (change) {
                case Change.Add(var network, var until) -> dropped.put(network, until);
                case Change.Drop(var network, var until) -> dropped.put(network, until);
                case Change.Release(var network) -> dropped.remove(network);
            }
        }
        dropped.values().removeIf(until -> !until.isAfter(now));
        write(dropped, now);
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
        var lengths = new TreeSet<Integer>();
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
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
