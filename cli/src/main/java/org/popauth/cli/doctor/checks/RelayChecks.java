package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who may relay: the grants must count, and nothing else may open the relay.
final class RelayChecks {

    /// What may stand before `reject_unauth_destination`: it answers by who the client is.
    private static final Set<String> SAFE =
            Set.of(
                    "permit_mynetworks",
                    "permit_sasl_authenticated",
                    "permit_tls_clientcerts",
                    "permit_auth_destination",
                    "sleep");

    /// Whatever these ask is said by the client itself.
    private static final Set<String> CLAIMED = Set.of("check_helo_access", "check_sender_access");

    private final MainCf main;

    RelayChecks(MainCf main) {
        this.main = main;
    }

    List<Finding> all() {
        var findings = new ArrayList<Finding>();
        findings.add(grants());
        findings.addAll(openings(main.relayList(), main.list(main.relayList())));
        if (main.postfix().since(2, 10)) {
            findings.add(isClosed());
        }
        findings.addAll(overrides());
        return findings;
    }

    private Finding grants() {
        var name = main.relayList();
        var list = main.list(name);
        int grants = list.placeOf(it -> main.answers(it, MainCf.GRANTS));
        int end = list.placeOf(Restriction::endsRelaying);
        if (grants < end) {
            return Finding.ok(
                    Area.postfix,
                    "grants",
                    name + " asks popauth_checks: who fetched mail may relay");
        }
        boolean late = grants < list.all().size();
        var better =
                list.without(it -> main.answers(it, MainCf.GRANTS))
                        .before(Restriction::endsRelaying, main.entry(MainCf.GRANTS));
        if (end == list.all().size()) {
            better = withEnd(better);
        }
        var says =
                late
                        ? "popauth_checks stands after " + list.all().get(end) + " in " + name
                        : name + " does not ask popauth_checks";
        return main.rewrite(
                Finding.wrong(
                        Area.postfix,
                        "grants",
                        says + ": nobody may relay for having fetched mail"),
                name,
                better);
    }

    private Restrictions withEnd(Restrictions list) {
        var text = list.items().isEmpty() ? "" : list.value() + ", ";
        return main.restrictions(text + "reject_unauth_destination");
    }

    /// What stands before the end of relaying and might permit.
    private List<Finding> openings(String where, Restrictions list) {
        var findings = new ArrayList<Finding>();
        for (var each : list.all().subList(0, list.placeOf(Restriction::endsRelaying))) {
            if (SAFE.contains(each.name())
                    || each.name().startsWith("reject_")
                    || main.answers(each, MainCf.GRANTS)
                    || main.answers(each, MainCf.CACHE)) {
                continue;
            }
            findings.add(opening(where, each));
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(
                            Area.postfix,
                            "open-relay",
                            "nothing else opens the relay in " + where));
        }
        return findings;
    }

    private static Finding opening(String where, Restriction each) {
        var says = each + " stands before reject_unauth_destination in " + where + ": ";
        if (each.name().equals("permit")) {
            return Finding.wrong(Area.postfix, "open-relay", says + "everybody may relay");
        }
        if (CLAIMED.contains(each.name())) {
            return Finding.wrong(
                    Area.postfix,
                    "open-relay",
                    says + "whoever claims a name for which it says OK may relay");
        }
        return Finding.warning(
                Area.postfix,
                "open-relay",
                says + "whomever it says OK to may relay; put it after");
    }

    private Finding isClosed() {
        boolean closed =
                main.list("smtpd_relay_restrictions").has(Restriction::endsRelaying)
                        || main.list("smtpd_recipient_restrictions").has(Restriction::endsRelaying);
        return closed
                ? Finding.ok(Area.postfix, "relay-closed", "strangers may not relay")
                : Finding.wrong(
                                Area.postfix,
                                "relay-closed",
                                "no list refuses unknown destinations: Postfix is an open relay")
                        .write(
                                main.file(),
                                withEnd(main.list("smtpd_relay_restrictions"))
                                        .lines("smtpd_relay_restrictions"));
    }

    /// Lists that master.cf sets for one service.
    private List<Finding> overrides() {
        var findings = new ArrayList<Finding>();
        for (var service : main.postfix().services()) {
            if (!service.command().equals("smtpd")) {
                continue;
            }
            for (var each : service.overrides().entrySet()) {
                if (MainCf.LISTS.contains(each.getKey())) {
                    findings.addAll(override(service.id(), each));
                }
            }
        }
        return findings;
    }

    private List<Finding> override(String service, Map.Entry<String, String> override) {
        var list = main.restrictions(override.getValue());
        var where = override.getKey() + " of " + service + " (master.cf)";
        if (override.getKey().equals(main.relayList())) {
            var openings = openings(where, list);
            if (openings.stream().anyMatch(it -> it.verdict() != Verdict.ok)) {
                return openings;
            }
        }
        if (service.startsWith("smtp/") && !list.has(it -> main.answers(it, MainCf.GRANTS))) {
            return List.of(
                    Finding.warning(
                            Area.postfix,
                            "overrides",
                            where + " takes the place of main.cf and does not ask popAuth"));
        }
        return List.of(Finding.ok(Area.postfix, "overrides", where + " has a list of its own"));
    }
}
