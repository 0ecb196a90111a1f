package org.popauth.enforcer.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.popauth.events.Network;

/// The settings of the agent. What is beyond its [Limits] is refused when it is read.
@ConfigMapping(prefix = "agent")
public interface AgentConfig {

    /// False: nothing is enforced in this process, and no decision is read.
    @WithDefault("true")
    boolean enabled();

    /// The name of this mail host in reports; the machine's own name when not set.
    Optional<@WithConverter(Limits.HostName.class) String> host();

    /// The directory for everything the agent keeps: `popauth.log`, `firewall.nft`, the tables.
    @WithDefault("/var/lib/popauth/agent")
    Path stateDir();

    /// How often what holds is looked at, and repaired.
    @WithDefault("5s")
    @WithConverter(Limits.Period.class)
    Duration reconcileEvery();

    /// How often the state is reported when it does not change.
    @WithDefault("10s")
    @WithConverter(Limits.Period.class)
    Duration reportEvery();

    /// The most decisions that are held in memory; newer ones are refused, and that is reported.
    @WithDefault("1000000")
    @WithConverter(Limits.Entries.class)
    int decisionsMax();

    /// The shortest prefix of an IPv6 network that may be rejected or dropped.
    @WithDefault("48")
    @WithConverter(Limits.PrefixLength.class)
    int ipv6PrefixMin();

    /// Networks that are never rejected nor dropped here, whatever is decided.
    Optional<List<@WithConverter(NetworkConverter.class) Network>> allow();

    /// The networks of the operator himself; never rejected nor dropped. Those in Postfix's
    /// `mynetworks` and the addresses of the host's interfaces are added.
    @WithDefault(
            "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,::1,fc00::/7,fe80::/10")
    List<@WithConverter(NetworkConverter.class) Network> ownNetworks();

    /// A clock that stands still, for replays of old logs.
    Optional<Instant> now();

    /// The firewall.
    FirewallConfig firewall();

    /// Postfix.
    PostfixConfig postfix();

    /// Answers to Postfix while it waits.
    LiveConfig live();

    /// The file `popauth.log`.
    LogConfig log();

    /// Where the programs are that the agent starts.
    CommandsConfig commands();

    /// How DROP takes effect.
    enum Backend {
        /// Nothing is dropped; the script that nft would get is kept in a file.
        DRY_RUN,
        /// The table `inet popauth`.
        NFTABLES,
        /// The chain POPAUTH and sets of ipset.
        IPTABLES,
        /// Routes into a black hole.
        BLACKHOLE
    }

    /// The firewall.
    interface FirewallConfig {

        /// `dry-run`, `nftables`, `iptables` or `blackhole`.
        @WithDefault("dry-run")
        Backend backend();

        /// The TCP ports that a dropped client cannot reach; empty for the whole host.
        @WithDefault("25,465,587")
        Optional<List<@WithConverter(Limits.Port.class) Integer>> ports();

        /// True: open connections of a newly dropped client to these ports are ended.
        @WithDefault("false")
        boolean cutConnections();

        /// The most entries of one set in the kernel.
        @WithDefault("1000000")
        @WithConverter(Limits.Entries.class)
        int entriesMax();
    }

    /// Postfix.
    interface PostfixConfig {

        /// False: the tables are written as plain text only.
        @WithDefault("true")
        boolean enabled();

        /// The directory of the tables; the state directory when not set.
        Optional<Path> directory();

        /// The directory of Postfix's main.cf, or those of all instances that obey the tables
        /// (postmulti(1)); what Postfix was built with when not set.
        Optional<List<Path>> configDirectory();

        /// The type of the tables; when not set, what main.cf names them with, else what Postfix
        /// makes tables of by default.
        Optional<@WithConverter(Limits.TableName.class) String> tableType();
    }

    /// Answers to Postfix while it waits, of `popauth_checks` and `rbl_cache`. Off while no
    /// endpoint is set.
    interface LiveConfig {

        /// Where a socketmap server listens (socketmap_table(5)), as Postfix writes it:
        /// `unix:/var/spool/postfix/popauth/socketmap`, `inet:127.0.0.1:10025`.
        Optional<List<Endpoint>> socketmap();

        /// Where a policy server listens (SMTPD_POLICY_README).
        Optional<List<Endpoint>> policy();

        /// The permissions of the unix sockets; Postfix connects as its own user.
        @WithDefault("rw-rw-rw-")
        @WithConverter(Limits.Permissions.class)
        String socketMode();

        /// Where a decision for an IPv6 network speaks for all its addresses, and not only for
        /// those that were seen: `none`, `reject`, `all`.
        @WithDefault("none")
        WholeNetworks wholeNetworks();

        /// How long after the broker was last heard anything is still answered.
        @WithDefault("30m")
        @WithConverter(Limits.Age.class)
        Duration staleAfter();

        /// The most connections at once; beyond that the one that was idle longest is closed.
        @WithDefault("1000")
        @WithConverter(Limits.Connections.class)
        int connectionsMax();

        /// How long a connection may be idle. Postfix opens another one when it needs it.
        @WithDefault("10m")
        @WithConverter(Limits.Idleness.class)
        Duration idle();

        /// The longest request, in bytes.
        @WithDefault("20000")
        @WithConverter(Limits.RequestBytes.class)
        int requestBytesMax();

        /// The most attributes of a policy request.
        @WithDefault("100")
        @WithConverter(Limits.Attributes.class)
        int attributesMax();
    }

    /// For which measures a decision about an IPv6 network speaks for all its addresses.
    enum WholeNetworks {
        /// For none: only for the addresses that were seen, as in a table.
        NONE,
        /// For REJECT.
        REJECT,
        /// For REJECT and RELAY.
        ALL
    }

    /// The file `popauth.log`.
    interface LogConfig {

        /// The size that a file is rotated at.
        @WithDefault("10000000")
        @WithConverter(Limits.LogBytes.class)
        int bytesMax();

        /// How many old files are kept.
        @WithDefault("4")
        @WithConverter(Limits.OldFiles.class)
        int oldFiles();
    }

    /// Where the programs are that the agent starts: absolute paths, nothing is searched.
    interface CommandsConfig {

        @WithDefault("/usr/sbin/nft")
        Path nft();

        @WithDefault("/usr/sbin/ipset")
        Path ipset();

        @WithDefault("/usr/sbin/iptables")
        Path iptables();

        @WithDefault("/usr/sbin/iptables-restore")
        Path iptablesRestore();

        @WithDefault("/usr/sbin/ip6tables")
        Path ip6tables();

        @WithDefault("/usr/sbin/ip6tables-restore")
        Path ip6tablesRestore();

        @WithDefault("/usr/sbin/ip")
        Path ip();

        @WithDefault("/usr/bin/ss")
        Path ss();

        @WithDefault("/usr/sbin/postmap")
        Path postmap();

        @WithDefault("/usr/sbin/postconf")
        Path postconf();

        /// How long one of them may take.
        @WithDefault("30s")
        @WithConverter(Limits.TimeOut.class)
        Duration timeout();
    }
}
