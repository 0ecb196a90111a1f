package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.popauth.cli.doctor.facts.Seen;

/// How Postfix asks services and tables: whether it can reach them, and what happens when it
/// cannot.
final class LiveChecks {

    private static final String BY_DEFAULT = "smtpd_policy_service_default_action";

    private final MainCf main;

    LiveChecks(MainCf main) {
        this.main = main;
    }

    List<Finding> all() {
        var findings = new ArrayList<Finding>();
        findings.addAll(defaultActions());
        findings.addAll(chroot());
        main.postfix().tables().forEach((table, said) -> findings.add(table(table, said)));
        return findings;
    }

    private List<Restriction> restrictions() {
        return MainCf.LISTS.stream()
                .flatMap(it -> main.list(it).all().stream())
                .distinct()
                .toList();
    }

    private List<Finding> defaultActions() {
        boolean byDefault = main.value(BY_DEFAULT).toUpperCase(Locale.ROOT).startsWith("DUNNO");
        var findings = new ArrayList<Finding>();
        for (var each : restrictions()) {
            if (main.isOurPolicy(each)) {
                boolean dunno = each.argument().replace(" ", "").contains("default_action=DUNNO");
                findings.add(defaultAction(each.endpoint(), dunno || byDefault));
            }
        }
        return findings;
    }

    private Finding defaultAction(String endpoint, boolean dunno) {
        return dunno
                ? Finding.ok(
                        Area.postfix, "default-action", endpoint + ": mail flows without the agent")
                : main.set(
                        Finding.wrong(
                                Area.postfix,
                                "default-action",
                                endpoint
                                        + " has no default_action=DUNNO: without the agent Postfix"
                                        + " defers all mail"),
                        BY_DEFAULT,
                        "DUNNO");
    }

    /// A chrooted smtpd sees nothing above the queue directory.
    private List<Finding> chroot() {
        boolean chrooted =
                main.postfix().services().stream()
                        .anyMatch(it -> it.command().equals("smtpd") && it.chroot());
        var findings = new ArrayList<Finding>();
        for (var each : restrictions()) {
            var argument = each.isPolicy() ? each.endpoint() : each.argument();
            boolean asks = each.isPolicy() || argument.startsWith("socketmap:");
            if (asks && argument.contains("unix:/") && chrooted) {
                findings.add(unseen(argument));
            }
        }
        return findings;
    }

    private Finding unseen(String argument) {
        var queue = main.postfix().unexpanded("queue_directory");
        return Finding.wrong(
                        Area.postfix,
                        "chroot",
                        "smtpd is chrooted to "
                                + queue
                                + " and does not see "
                                + argument.substring(argument.indexOf("unix:/"))
                                + "; name it relative to there")
                .write(main.file(), List.of(argument.replace("unix:" + queue + "/", "unix:")));
    }

    private Finding table(String table, Seen<String> said) {
        var type = table.replaceFirst(":.*", "");
        if (!main.postfix().tableTypes().contains(type)) {
            return Finding.wrong(
                    Area.postfix,
                    "table",
                    "Postfix has no tables of type "
                            + type
                            + " (postconf -m), which "
                            + table
                            + " needs: it defers all mail; install postfix-"
                            + type);
        }
        return Finding.seen(
                Area.postfix,
                "table",
                said,
                _ -> Finding.ok(Area.postfix, "table", table + " answers"),
                why ->
                        Finding.wrong(
                                Area.postfix,
                                "table",
                                table + " does not answer, so Postfix defers all mail: " + why));
    }
}
