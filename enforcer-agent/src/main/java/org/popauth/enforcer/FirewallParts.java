package org.popauth.enforcer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.config.AgentConfig;
import org.popauth.enforcer.config.AgentConfig.Backend;
import org.popauth.enforcer.config.Limits;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.firewall.BlackholeFirewall;
import org.popauth.enforcer.firewall.DryRunFirewall;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.FirewallSettings;
import org.popauth.enforcer.firewall.IptablesFirewall;
import org.popauth.enforcer.firewall.NftablesFirewall;
import org.popauth.enforcer.firewall.OpenConnections;

/// The firewall as the settings say.
final class FirewallParts {

    /// So many does one rule of iptables name.
    private static final int PORTS_MAX = 15;

    private FirewallParts() {}

    static Firewall firewall(AgentConfig config, Commands commands) {
        return firewall(config.firewall().backend(), config, commands);
    }

    static Firewall firewall(Backend backend, AgentConfig config, Commands commands) {
        var programs = config.commands();
        var settings = settings(config);
        return switch (backend) {
            case DRY_RUN -> new DryRunFirewall(config.stateDir().resolve("firewall.nft"), settings);
            case NFTABLES -> new NftablesFirewall(commands, programs.nft(), settings);
            case IPTABLES ->
                    new IptablesFirewall(
                            commands,
                            new IptablesFirewall.Programs(
                                    programs.ipset(),
                                    programs.iptables(),
                                    programs.iptablesRestore(),
                                    programs.ip6tables(),
                                    programs.ip6tablesRestore()),
                            settings);
            case BLACKHOLE -> new BlackholeFirewall(commands, programs.ip());
        };
    }

    /// What ends open connections; null when that is not wanted.
    static @Nullable OpenConnections connections(AgentConfig config, Commands commands) {
        boolean wanted =
                config.firewall().cutConnections()
                        && config.firewall().backend() != Backend.DRY_RUN;
        return wanted
                ? new OpenConnections(commands, config.commands().ss(), settings(config))
                : null;
    }

    private static FirewallSettings settings(AgentConfig config) {
        var ports = config.firewall().ports().orElse(List.of());
        return new FirewallSettings(
                Limits.atMost(PORTS_MAX, ports, "agent.firewall.ports"),
                config.firewall().entriesMax());
    }
}
