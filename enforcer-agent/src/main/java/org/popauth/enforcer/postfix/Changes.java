package org.popauth.enforcer.postfix;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.popauth.events.Address;

/// What is to be changed in a table.
///
/// @param put what it must say
/// @param gone whom it must no longer know; all of them are in it
record Changes(Map<Address, String> put, Collection<Address> gone) {

    /// What makes one content of a table another.
    static Changes between(Map<Address, String> before, Map<Address, String> after) {
        var put = new TreeMap<>(after);
        put.entrySet().removeIf(it -> it.getValue().equals(before.get(it.getKey())));
        return new Changes(
                put, before.keySet().stream().filter(it -> !after.containsKey(it)).toList());
    }

    boolean isEmpty() {
        return put.isEmpty() && gone.isEmpty();
    }

    int size() {
        return put.size() + gone.size();
    }

    void applyTo(Map<Address, String> rows) {
        gone.forEach(rows::remove);
        rows.putAll(put);
    }

    /// What the table says about each of them afterwards; empty for nothing.
    Map<Address, String> outcome() {
        var outcome = new TreeMap<Address, String>();
        gone.forEach(it -> outcome.put(it, ""));
        outcome.putAll(put);
        return outcome;
    }
}
