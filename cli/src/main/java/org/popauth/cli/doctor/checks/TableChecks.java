package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Postfix;
import org.popauth.cli.doctor.facts.Seen;

/// The tables that the agent keeps for Postfix: there, complete, and nobody else's to write.
final class TableChecks {

    private TableChecks() {}

    static List<Finding> of(Agent agent, Seen<Postfix> postfix) {
        if (!agent.isHere()) {
            return List.of(
                    Finding.skipped(
                            Area.tables, "present", "no agent on this host, so no tables of it"));
        }
        var findings = new ArrayList<Finding>();
        findings.add(present(agent, postfix));
        findings.add(permissions(agent));
        agent.keys()
                .forEach(
                        (table, keys) ->
                                findings.add(
                                        Finding.seen(
                                                Area.tables,
                                                "keys",
                                                keys,
                                                it -> keys(table, it),
                                                why -> Finding.skipped(Area.tables, "keys", why))));
        return findings;
    }

    private static Finding keys(String table, List<String> odd) {
        return odd.isEmpty()
                ? Finding.ok(Area.tables, "keys", table + " holds complete addresses only")
                : Finding.wrong(
                        Area.tables,
                        "keys",
                        table
                                + " holds "
                                + String.join(", ", odd)
                                + ": a key that is no complete address speaks for a whole network");
    }

    private static Finding unread(Agent agent) {
        var paths =
                agent.files().stream()
                        .filter(it -> it.kind() == FileFact.Kind.UNREAD)
                        .map(FileFact::path)
                        .toList();
        return Finding.unknown(
                Area.tables,
                "present",
                "may not look at " + String.join(", ", paths) + "; run it as root");
    }

    private static Finding present(Agent agent, Seen<Postfix> postfix) {
        var directory = agent.tableDirectory();
        if (isUnread(agent)) {
            return unread(agent);
        }
        boolean there =
                postfix.value().map(it -> new MainCf(it, agent).tablesAreThere()).orElse(false);
        return there
                ? Finding.ok(
                        Area.tables, "present", "popauth_checks and rbl_cache are in " + directory)
                : Finding.wrong(
                        Area.tables,
                        "present",
                        "popauth_checks and rbl_cache are not in "
                                + directory
                                + ": start the agent before Postfix is told of them");
    }

    private static boolean isUnread(Agent agent) {
        return agent.files().stream().anyMatch(it -> it.kind() == FileFact.Kind.UNREAD);
    }

    private static Finding permissions(Agent agent) {
        var open =
                agent.files().stream().filter(FileFact::writableByAll).map(FileFact::path).toList();
        if (open.isEmpty() && isUnread(agent)) {
            return Finding.unknown(
                    Area.tables, "permissions", "not all files could be looked at; run it as root");
        }
        if (open.isEmpty()) {
            return Finding.ok(Area.tables, "permissions", "nobody else may write to the tables");
        }
        return Finding.wrong(
                        Area.tables,
                        "permissions",
                        "everybody on this host may write to "
                                + String.join(", ", open)
                                + ", and so open the relay")
                .write("a shell", List.of("chmod o-w " + String.join(" ", open)));
    }
}
