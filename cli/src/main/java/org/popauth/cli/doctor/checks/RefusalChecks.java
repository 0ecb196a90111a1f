package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;

/// Whom Postfix refuses, with which words: rbl_cache before the RBLs, and texts that popAuth knows.
final class RefusalChecks {

    private static final String CLIENT_LIST = "smtpd_client_restrictions";
    private static final String RBL_TEXT =
            "Service unavailable; $rbl_class [$rbl_what] blocked using";

    private final MainCf main;

    RefusalChecks(MainCf main) {
        this.main = main;
    }

    List<Finding> all() {
        var findings = new ArrayList<Finding>();
        findings.add(cache());
        findings.add(loggedInFirst());
        findings.add(rbl());
        findings.add(rblText());
        findings.add(delay());
        findings.add(bounce());
        findings.add(code("unknown_local_recipient_reject_code", "550"));
        findings.add(code("relay_domains_reject_code", "554"));
        findings.add(code("access_map_reject_code", "554"));
        return findings;
    }

    private Finding cache() {
        for (var name : MainCf.LISTS) {
            var list = main.list(name);
            int cache = list.placeOf(it -> main.answers(it, MainCf.CACHE));
            if (cache == list.all().size()) {
                continue;
            }
            if (cache < list.placeOf(Restriction::asksAnRbl)) {
                return Finding.ok(Area.postfix, "cache", name + " asks rbl_cache before any RBL");
            }
            return main.rewrite(
                    Finding.warning(
                            Area.postfix,
                            "cache",
                            "rbl_cache stands after the RBL in "
                                    + name
                                    + ": each refusal still costs a DNS query"),
                    name,
                    list.without(it -> main.answers(it, MainCf.CACHE))
                            .before(Restriction::asksAnRbl, main.entry(MainCf.CACHE)));
        }
        return main.rewrite(
                Finding.wrong(
                        Area.postfix,
                        "cache",
                        "no list asks rbl_cache: nobody is refused by popAuth"),
                CLIENT_LIST,
                withCache(main.list(CLIENT_LIST)));
    }

    private Restrictions withCache(Restrictions list) {
        var better = list;
        if (list.items().isEmpty()) {
            better = main.restrictions("permit_mynetworks, permit_sasl_authenticated");
        }
        if (!better.has(it -> main.answers(it, MainCf.GRANTS))) {
            better = better.before(RefusalChecks::refuses, main.entry(MainCf.GRANTS));
        }
        return better.before(Restriction::asksAnRbl, main.entry(MainCf.CACHE));
    }

    private static boolean refuses(Restriction restriction) {
        return restriction.asksAnRbl() || restriction.name().equals("reject");
    }

    /// A client that has logged in must not be refused by an older entry or by an RBL.
    private Finding loggedInFirst() {
        var list = main.list(CLIENT_LIST);
        int refusal =
                Math.min(
                        list.placeOf(it -> main.answers(it, MainCf.CACHE)),
                        list.placeOf(Restriction::asksAnRbl));
        if (refusal == list.all().size()) {
            return Finding.skipped(Area.postfix, "users-first", CLIENT_LIST + " refuses nobody");
        }
        if (list.placeOf(it -> main.answers(it, MainCf.GRANTS)) < refusal) {
            return Finding.ok(
                    Area.postfix, "users-first", "who has logged in is not refused by an RBL");
        }
        return main.rewrite(
                Finding.warning(
                        Area.postfix,
                        "users-first",
                        CLIENT_LIST
                                + " does not ask popauth_checks first: an RBL refuses users, too"),
                CLIENT_LIST,
                list.without(it -> main.answers(it, MainCf.GRANTS))
                        .before(
                                it -> main.answers(it, MainCf.CACHE) || it.asksAnRbl(),
                                main.entry(MainCf.GRANTS)));
    }

    private Finding rbl() {
        var asked =
                MainCf.LISTS.stream()
                        .flatMap(it -> main.list(it).all().stream())
                        .filter(Restriction::asksAnRbl)
                        .map(Restriction::argument)
                        .toList();
        return asked.isEmpty()
                ? Finding.skipped(
                        Area.postfix,
                        "rbl",
                        "no RBL is asked (reject_rbl_client): nothing to keep of one")
                : Finding.ok(Area.postfix, "rbl", "asks " + String.join(", ", asked));
    }

    private Finding rblText() {
        if (!main.value("rbl_reply_maps").isBlank()) {
            return Finding.warning(
                    Area.postfix,
                    "rbl-text",
                    "rbl_reply_maps changes the text of RBL refusals; keep"
                            + " `Service unavailable; Client host [address] blocked using` in it");
        }
        return main.postfix().unexpanded("default_rbl_reply").contains(RBL_TEXT)
                ? Finding.ok(Area.postfix, "rbl-text", "RBL refusals are worded as Postfix does")
                : main.set(
                        Finding.wrong(
                                Area.postfix,
                                "rbl-text",
                                "default_rbl_reply is changed: popAuth does not see RBL refusals"),
                        "default_rbl_reply",
                        "$rbl_code " + RBL_TEXT + " $rbl_domain${rbl_reason?; $rbl_reason}");
    }

    private Finding delay() {
        return main.value("smtpd_delay_reject").equals("yes")
                ? Finding.ok(Area.postfix, "delay", "refusals name sender and recipient")
                : main.set(
                        Finding.warning(
                                Area.postfix,
                                "delay",
                                "smtpd_delay_reject is off: who is refused is not seen with sender"
                                        + " and recipient, and cannot authenticate first"),
                        "smtpd_delay_reject",
                        "yes");
    }

    private Finding bounce() {
        return main.value("soft_bounce").equals("yes")
                ? main.set(
                        Finding.wrong(
                                Area.postfix,
                                "soft-bounce",
                                "soft_bounce is on: refusals are for a while only; clients come"
                                        + " again"),
                        "soft_bounce",
                        "no")
                : Finding.ok(Area.postfix, "soft-bounce", "refusals are for good");
    }

    private Finding code(String parameter, String wanted) {
        var value = main.value(parameter);
        return value.startsWith("5") || value.isEmpty()
                ? Finding.ok(Area.postfix, parameter, parameter + " = " + value)
                : main.set(
                        Finding.warning(
                                Area.postfix,
                                parameter,
                                parameter + " = " + value + ": such refusals are for a while only"),
                        parameter,
                        wanted);
    }
}
