package org.popauth.cli.doctor.probe;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.events.Address;

/// The files that the agent keeps.
///
/// @param state its directory
/// @param tables the directory of the Postfix tables
record AgentFiles(Programs programs, User user, Path state, Path tables) {

    private static final String TABLES = "{popauth_checks,rbl_cache}{,.lmdb,.cdb,.db}";
    private static final Pattern INDEX =
            Pattern.compile("(popauth_checks|rbl_cache)\\.(lmdb|cdb|db)");
    private static final int ODD_KEYS_SHOWN = 3;

    /// The directory of the tables, those above, and the tables.
    List<FileFact> look() {
        var files = new ArrayList<FileFact>();
        for (var each = tables; each != null; each = each.getParent()) {
            files.add(user.look(each));
        }
        switch (Reading.matching(tables, TABLES)) {
            case Seen.Found<List<Path>>(var found) -> found.forEach(it -> files.add(user.look(it)));
            case Seen.Unread<List<Path>> _ ->
                    files.add(FileFact.without(FileFact.Kind.UNREAD, tables + "/popauth_checks"));
            case Seen.Missing<List<Path>> _ -> {}
        }
        return List.copyOf(files);
    }

    /// The keys of each table that are no complete addresses, as far as postmap reads them out.
    Map<String, Seen<List<String>>> keys() {
        var keys = new LinkedHashMap<String, Seen<List<String>>>();
        for (var each : Reading.matching(tables, TABLES).value().orElse(List.of())) {
            var match = INDEX.matcher(each.getFileName().toString());
            if (match.matches()) {
                var type = match.group(2).equals("db") ? "hash" : match.group(2);
                var table = type + ":" + tables.resolve(match.group(1));
                keys.put(table, keysOf(type, table));
            }
        }
        return keys;
    }

    private Seen<List<String>> keysOf(String type, String table) {
        return type.equals("cdb")
                ? Seen.missing(table + ": no program of Postfix lists what a cdb table holds")
                : programs.run("postmap", "-s", table).then(it -> it.read(this::odd));
    }

    private List<String> odd(Output output) {
        return output.lines().stream()
                .map(it -> it.split("\\s", 2)[0])
                .filter(it -> !isAddress(it))
                .limit(ODD_KEYS_SHOWN)
                .toList();
    }

    private static boolean isAddress(String key) {
        try {
            return Address.parse(key).toString().equals(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// When `popauth.log` was last written.
    Optional<Instant> lastEffect() {
        var log = user.look(state.resolve("popauth.log"));
        return Optional.of(log).filter(FileFact::exists).map(FileFact::modified);
    }
}
