package org.popauth.enforcer.reconcile;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.popauth.enforcer.desired.Diff;
import org.popauth.enforcer.desired.Entry;
import org.popauth.enforcer.postfix.PostfixTable;
import org.popauth.events.Address;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// RELAY and REJECT take effect in a Postfix table, which is written whole.
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
    public boolean same(Entry wanted, Entry held, Instant now) {
        return wanted.value().equals(held.value());
    }

    @Override
    public void apply(Diff diff, Map<Network, Entry> wanted, Instant now) {
        var rows = new TreeMap<Address, String>();
        wanted.values().forEach(entry -> rows.put(entry.network().address(), entry.value()));
        table.write(rows);
    }

    @Override
    public boolean takesSingleEntries() {
        return false;
    }

    @Override
    public List<String> problems() {
        return problems;
    }
}
