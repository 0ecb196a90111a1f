package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Postfix;
import org.popauth.events.Network;

/// What Postfix has to be told.
final class PostfixChecks {

    /// Networks wider than this are nobody's own.
    private static final int V4_LENGTH_MIN = 16;

    private static final int V6_LENGTH_MIN = 32;

    private static final List<Network> PRIVATE =
            List.of(
                    Network.parse("127.0.0.0/8"),
                    Network.parse("10.0.0.0/8"),
                    Network.parse("172.16.0.0/12"),
                    Network.parse("192.168.0.0/16"),
                    Network.parse("100.64.0.0/10"),
                    Network.parse("fc00::/7"));

    private final MainCf main;
    private final Postfix postfix;

    private PostfixChecks(MainCf main) {
        this.main = main;
        this.postfix = main.postfix();
    }

    static List<Finding> of(Postfix postfix, Agent agent) {
        var main = new MainCf(postfix, agent);
        var checks = new PostfixChecks(main);
        var findings = new ArrayList<Finding>();
        findings.add(checks.version());
        findings.add(checks.complaints());
        findings.addAll(new RelayChecks(main).all());
        findings.add(checks.mynetworks());
        findings.add(checks.xclient());
        findings.addAll(new RefusalChecks(main).all());
        findings.addAll(new LiveChecks(main).all());
        findings.add(checks.facility());
        return findings;
    }

    private Finding version() {
        var says = "version " + postfix.version();
        return postfix.since(2, 10)
                ? Finding.ok(Area.postfix, "version", says)
                : Finding.warning(
                        Area.postfix,
                        "version",
                        says + ": before 2.10 smtpd_recipient_restrictions decides who may relay");
    }

    private Finding complaints() {
        return postfix.complaints().isEmpty()
                ? Finding.ok(Area.postfix, "check", "main.cf is understood")
                : Finding.warning(Area.postfix, "check", String.join("; ", postfix.complaints()));
    }

    private Finding mynetworks() {
        var wide = wide("mynetworks");
        if (wide.isPresent()) {
            return Finding.wrong(
                    Area.postfix,
                    "mynetworks",
                    "mynetworks holds " + wide.get() + ": all of it may relay");
        }
        if (main.value("mynetworks_style").equals("class")
                && postfix.unexpanded("mynetworks").contains("mynetworks_style")) {
            return main.set(
                    Finding.warning(
                            Area.postfix,
                            "mynetworks",
                            "mynetworks_style = class trusts a whole network of the provider's"),
                    "mynetworks_style",
                    "host");
        }
        return Finding.ok(Area.postfix, "mynetworks", "mynetworks = " + main.value("mynetworks"));
    }

    private Optional<Network> wide(String parameter) {
        return Restrictions.words(main.value(parameter)).stream()
                .flatMap(it -> network(it).stream())
                .filter(PostfixChecks::isWide)
                .findFirst();
    }

    /// @return empty for a table, a file, an exception
    private static Optional<Network> network(String word) {
        try {
            return Optional.of(Network.parse(word.replace("[", "").replace("]", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isWide(Network network) {
        boolean v4 = !network.toString().contains(":");
        return PRIVATE.stream().noneMatch(it -> it.contains(network))
                && network.prefixLength() < (v4 ? V4_LENGTH_MIN : V6_LENGTH_MIN);
    }

    /// Whoever may say XCLIENT may say whose address it speaks for.
    private Finding xclient() {
        for (var name :
                List.of("smtpd_authorized_xclient_hosts", "smtpd_authorized_xforward_hosts")) {
            var wide = wide(name);
            if (wide.isPresent()) {
                return Finding.wrong(
                        Area.postfix,
                        "xclient",
                        name + " holds " + wide.get() + ": it may claim any client's address");
            }
        }
        return Finding.ok(Area.postfix, "xclient", "no stranger may claim another's address");
    }

    private Finding facility() {
        var facility = main.value("syslog_facility");
        return facility.equals("mail") || !main.value("maillog_file").isEmpty()
                ? Finding.ok(Area.postfix, "facility", "logs as mail")
                : main.set(
                        Finding.warning(
                                Area.postfix,
                                "facility",
                                "syslog_facility = " + facility + ": popAuth looks at mail"),
                        "syslog_facility",
                        "mail");
    }
}
