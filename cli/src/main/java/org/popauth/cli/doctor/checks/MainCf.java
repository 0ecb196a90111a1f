package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Postfix;

/// What main.cf says, read as popAuth needs it, and how to say it otherwise.
///
/// @param postfix its parameters
/// @param agent whose tables and services Postfix should ask
public record MainCf(Postfix postfix, Agent agent) {

    static final String GRANTS = "popauth_checks";
    static final String CACHE = "rbl_cache";
    private static final String TABLES = "popauth_tables";

    /// The lists that Postfix asks before it takes a mail, in this order.
    public static final List<String> LISTS =
            List.of(
                    "smtpd_client_restrictions",
                    "smtpd_helo_restrictions",
                    "smtpd_sender_restrictions",
                    "smtpd_relay_restrictions",
                    "smtpd_recipient_restrictions");

    String file() {
        return postfix.configDirectory() + "/main.cf";
    }

    Restrictions list(String parameter) {
        return restrictions(postfix.unexpanded(parameter));
    }

    Restrictions restrictions(String raw) {
        return Restrictions.parse(raw, parameters());
    }

    String value(String parameter) {
        return Restrictions.expand(postfix.unexpanded(parameter), parameters());
    }

    private UnaryOperator<String> parameters() {
        return postfix::unexpanded;
    }

    /// Every `type:path` that the lists look up clients in.
    public List<String> tables() {
        return LISTS.stream()
                .flatMap(it -> list(it).all().stream())
                .filter(it -> it.name().equals("check_client_access"))
                .map(Restriction::argument)
                .distinct()
                .toList();
    }

    /// The list that decides who may relay.
    String relayList() {
        return postfix.since(2, 10) ? "smtpd_relay_restrictions" : "smtpd_recipient_restrictions";
    }

    /// True for popAuth's own answers, from a table or live.
    boolean answers(Restriction restriction, String table) {
        if (restriction.isTable(table)) {
            return true;
        }
        boolean ofCache =
                restriction.argument().replace(" ", "").contains("policy_context=" + CACHE);
        return isOurPolicy(restriction) && ofCache == table.equals(CACHE);
    }

    boolean isOurPolicy(Restriction restriction) {
        return restriction.isPolicy()
                && Restrictions.words(agent.setting("agent.live.policy", "")).stream()
                        .anyMatch(it -> isSame(it, restriction.endpoint()));
    }

    /// Postfix writes paths below its queue directory without it, since smtpd may not see more.
    private boolean isSame(String ours, String theirs) {
        var queue = "unix:" + postfix.unexpanded("queue_directory") + "/";
        var relative = ours.startsWith(queue) ? "unix:" + ours.substring(queue.length()) : ours;
        return theirs.equals(ours) || theirs.equals(relative);
    }

    /// The entry of a list that asks one of the two tables.
    String entry(String table) {
        return "check_client_access $" + TABLES + "/" + table;
    }

    /// The type of the tables that are there, else Postfix's own choice.
    private String tableType() {
        return agent.files().stream()
                .filter(it -> it.kind() == FileFact.Kind.FILE)
                .map(FileFact::path)
                .map(MainCf::typeOf)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse(postfix.unexpanded("default_database_type"));
    }

    /// The type of table that a file with this ending holds; empty for another.
    private static String typeOf(String path) {
        if (!path.contains("/" + GRANTS + ".")) {
            return "";
        }
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "lmdb" -> "lmdb";
            case "cdb" -> "cdb";
            case "db" -> "hash";
            default -> "";
        };
    }

    /// True when the agent has made both tables, so that Postfix can be told of them.
    boolean tablesAreThere() {
        var there =
                agent.files().stream()
                        .filter(FileFact::exists)
                        .map(FileFact::path)
                        .map(it -> it.substring(it.lastIndexOf('/') + 1))
                        .toList();
        return there.stream().anyMatch(it -> it.matches(GRANTS + "\\.(lmdb|cdb|db)"))
                && there.stream().anyMatch(it -> it.matches(CACHE + "\\.(lmdb|cdb|db)"));
    }

    /// The finding, with a list as it should be.
    Finding rewrite(Finding finding, String parameter, Restrictions better) {
        var tables = tableType() + ":" + agent.tableDirectory();
        var lines = new ArrayList<String>();
        var changes = new ArrayList<Change>();
        if (better.value().contains("$" + TABLES) && !value(TABLES).equals(tables)) {
            lines.add(TABLES + " = " + tables);
            changes.add(change(TABLES, tables));
        }
        lines.addAll(better.lines(parameter));
        changes.add(change(parameter, better.value()));
        if (tablesAreThere()) {
            return finding.write(file(), lines).mend(changes);
        }
        return finding.write(file() + ", once the agent has made the tables", lines);
    }

    /// The finding, with a parameter as it should be.
    Finding set(Finding finding, String parameter, String value) {
        return finding.write(file(), List.of(parameter + " = " + value))
                .mend(List.of(change(parameter, value)));
    }

    private Change change(String parameter, String value) {
        return new Change.PostfixSetting(file(), parameter, value);
    }
}
