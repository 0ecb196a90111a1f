package org.popauth.standalone;

import java.util.List;
import org.popauth.events.Printable;
import org.popauth.standalone.fault.StartFailure;

/// The names of the firewalls that the agent knows.
final class Backends {

    static final String SETTING = "agent.firewall.backend";
    static final String DRY_RUN = "dry-run";

    private static final List<String> ALL = List.of(DRY_RUN, "nftables", "iptables", "blackhole");

    private Backends() {}

    static void check(String name) {
        if (!ALL.contains(name)) {
            throw new StartFailure(
                    "--enforce knows no '"
                            + Printable.of(name, 40)
                            + "'; choose one of "
                            + String.join(", ", ALL));
        }
    }
}
