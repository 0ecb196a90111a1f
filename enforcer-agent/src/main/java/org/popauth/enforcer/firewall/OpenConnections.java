package org.popauth.enforcer.firewall;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.events.Network;

/// Ends the open TCP connections of dropped clients, with `ss --kill` (ss(8)): their packets are
/// dropped anyway, but what serves them would wait for minutes. The kernel must have been built
/// with INET_DIAG_DESTROY; ss does not say when it was not.
public final class OpenConnections {

    private static final int CLIENTS_MAX = 100;

    private final Commands commands;
    private final Path ss;
    private final FirewallSettings settings;
    private @Nullable String problem;

    public OpenConnections(Commands commands, Path ss, FirewallSettings settings) {
        this.commands = commands;
        this.ss = ss;
        this.settings = settings;
    }

    /// Ends those of these clients, to the closed ports.
    public void cut(Collection<Network> clients) {
        var all = List.copyOf(clients);
        for (int from = 0; from < all.size(); from += CLIENTS_MAX) {
            cutSome(all.subList(from, Math.min(all.size(), from + CLIENTS_MAX)));
        }
    }

    private void cutSome(List<Network> clients) {
        var finished = commands.run(Stdin.EMPTY, ss, arguments("-K", clients));
        var left = commands.run(Stdin.EMPTY, ss, arguments("-n", clients));
        boolean stay = left.ok() && !left.output().isBlank();
        if (!finished.ok()) {
            problem = "open connections cannot be ended: " + finished.failure().getMessage();
        } else if (stay) {
            problem =
                    "open connections of dropped clients stay, although ss was told to end them:"
                            + " the kernel lacks INET_DIAG_DESTROY, or the agent CAP_NET_ADMIN";
        } else {
            problem = null;
        }
    }

    /// Why they stay open; null when they do not.
    public @Nullable String problem() {
        return problem;
    }

    private String[] arguments(String option, List<Network> clients) {
        var arguments = new ArrayList<>(List.of(option, "-t", "-H", "state", "connected"));
        arguments.add("exclude");
        arguments.add("time-wait");
        var filter = new ArrayList<String>();
        alternatives(filter, "dst", clients.stream().map(OpenConnections::host).toList());
        var ports = settings.ports().stream().map(port -> ":" + port).toList();
        if (!ports.isEmpty()) {
            filter.add("and");
            alternatives(filter, "sport =", ports);
        }
        arguments.add(String.join(" ", filter));
        return arguments.toArray(String[]::new);
    }

    private static void alternatives(List<String> filter, String what, List<String> values) {
        var each = values.stream().map(value -> what + " " + value).toList();
        filter.add("( " + String.join(" or ", each) + " )");
    }

    private static String host(Network network) {
        return network.address().isIpv4()
                ? network.toString()
                : "[" + network.address() + "/" + network.prefixLength() + "]";
    }
}
