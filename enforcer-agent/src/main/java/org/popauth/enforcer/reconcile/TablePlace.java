package org.popauth.enforcer.reconcile;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.popauth.enforcer.desired.Diff;
import org.popauth.enforcer.desired.Entry;
import org.popauth.enforcer.postfix.PostfixTable;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// RELAY and REJECT take effect in a Postfix table, which lists whole addresses.
public final class TablePlace implements Place {

    private final Measure measure;
    private final PostfixTable table;
    private final List<String> problems;

    /// @param problems why the table has no effect, if that is known beforehand
    public TablePlace(Measure measure, PostfixTable table, List<String> problems) {
        this.measure = measure;
        this.table = table;
        this.problems = List.copyOf(problems);
    }

    @Override
    public Measure measure() {
        return measure;
    }

    @Override
    public String backend() {
        return "postfix";
    }

    @Override
    public void prepare(Instant now) {
        table.createIfMissing();
    }

    /// A table does not say when an entry ends; the end is left open.
    @Override
    public Map<Network, Entry> look(Instant now) {
        var entries = new HashMap<Network, Entry>();
        for (var row : table.look().entrySet()) {
            var network = new Network(row.getKey(), row.getKey().bits());
            entries.put(network, new Entry(network, Instant.MAX, row.getValue()));
        }
        return entries;
    }

    @Override
    public boolean isTouched() {
        return table.isTouched();
    }

    @Override
    public boolean same(Entry wanted, Entry held, Instant now) {
        return wanted.value().equals(held.value());
    }

    @Override
    public void apply(Diff diff, Map<Network, Entry> wanted, Instant now) {
        var put = new TreeMap<Address, String>();
        Stream.of(diff.missing(), diff.changed())
                .flatMap(List::stream)
                .forEach(entry -> put.put(entry.network().address(), entry.value()));
        table.change(put, diff.extra().stream().map(Network::address).collect(toSet()));
    }

    @Override
    public boolean takesSingleEntries() {
        return false;
    }

    /// Decisions for several IPv6 networks can list the same address, so these are looked at
    /// together.
    @Override
    public boolean takesSingly(Set<Client> clients) {
        return clients.stream().allMatch(it -> it.isExact() && it.network().address().isIpv4());
    }

    @Override
    public List<String> problems() {
        return problems;
    }
}
