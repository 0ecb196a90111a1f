package org.popauth.enforcer.postfix;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.popauth.events.Address;

/// What stands in a table.
///
/// @param values by address
/// @param clean false when there are lines that popAuth would never write
record Rows(TreeMap<Address, String> values, boolean clean) {

    /// What stands in a file that is not there.
    static Rows none() {
        return new Rows(new TreeMap<>(), false);
    }

    /// Reads `key<TAB or space>value`, as in a source text and as printed by `postmap -s`.
    static Rows of(Stream<String> lines) {
        var values = new TreeMap<Address, String>();
        boolean clean = true;
        for (var line : (Iterable<String>) lines::iterator) {
            int end = endOfKey(line);
            var address = Address.parse(line.getBytes(StandardCharsets.UTF_8), 0, end);
            if (address == null || !address.toString().equals(line.substring(0, end))) {
                clean = false;
            } else {
                values.put(address, line.substring(end).strip());
            }
        }
        return new Rows(values, clean);
    }

    private static int endOfKey(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) > ' ' && line.charAt(end) < 0x7f) {
            end++;
        }
        return end;
    }
}
