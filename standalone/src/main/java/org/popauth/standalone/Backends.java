package org.popauth.standalone;

import java.util.List;
import org.popauth.events.Printable;
import org.popauth.standalone.fault.StartFailure;

/// The names of the firewalls that the agent knows, and of none.
final class Backends {

    static final String DRY_RUN = "dry-run";

    private static final String NONE = "none";
    private static final List<String> ALL =
            List.of(DRY_RUN, "nftables", "iptables", "blackhole", NONE);

    private Backends() {}

    /// Makes the agent of this JVM use one, or not run at all, whatever files say.
    ///
    /// @throws StartFailure when there is none of that name
    static void choose(String name) {
        check(name);
        boolean enabled = !name.equals(NONE);
        CommandLineSettings.say("agent.enabled", Boolean.toString(enabled));
        if (enabled) {
            CommandLineSettings.say("agent.firewall.backend", name);
        }
    }

    private static void check(String name) {
        if (!ALL.contains(name)) {
            throw new StartFailure(
                    "--enforce knows no '"
                            + Printable.of(name, 40)
                            + "'; choose one of "
                            + String.join(", ", ALL));
        }
    }
}
