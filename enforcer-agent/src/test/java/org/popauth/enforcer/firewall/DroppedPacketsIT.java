package org.popauth.enforcer.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.enforcer.firewall.Firewall.Change;
import org.popauth.enforcer.firewall.Firewall.Change.Add;
import org.popauth.enforcer.firewall.Firewall.Change.Drop;
import org.popauth.enforcer.firewall.Firewall.Change.Release;
import org.popauth.events.Address;
import org.popauth.events.Network;

/// For bans drawn at random, the kernel drops the packets of exactly those addresses that are in
/// one of them: the addresses themselves, some inside of networks, their neighbours, and others.
class DroppedPacketsIT {

    private static final Path NFT = Path.of("/usr/sbin/nft");
    private static final Path IPSET = Path.of("/usr/sbin/ipset");
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Instant NOW = Instant.now();
    private static final FirewallSettings SETTINGS = new FirewallSettings(List.of(25), 10_000);
    private static final List<Network> ALLOWED =
            List.of(Network.parse("198.51.100.64/26"), Network.parse("2001:db8:5::/64"));
    private static final List<Integer> LENGTHS = List.of(128, 64, 64, 56, 48, 61, 127);

    /// Connects from each address that it reads to a closed port, all at once. Prints those that
    /// got no answer within a second.
    private static final String ASK =
            """
            import selectors, socket, sys, time
            waiting = selectors.DefaultSelector()
            open_ = {}
            for line in sys.stdin:
                address = line.strip()
                six = ':' in address
                s = socket.socket(socket.AF_INET6 if six else socket.AF_INET)
                s.setblocking(False)
                s.bind((address, 0))
                s.connect_ex(('2001:db8:ffff::1' if six else '192.0.2.1', 25))
                waiting.register(s, selectors.EVENT_WRITE, address)
                open_[address] = s
            end = time.monotonic() + 1.0
            while open_ and time.monotonic() < end:
                for key, _ in waiting.select(end - time.monotonic()):
                    waiting.unregister(key.fileobj)
                    del open_[key.data]
            print('\\n'.join(open_))
            """;

    private Namespace namespace;
    private Random random = new Random(0);

    @BeforeEach
    void open() {
        namespace = Namespace.open(NFT, IPSET, PYTHON);
    }

    @AfterEach
    void close() {
        namespace.close();
    }

    private Firewall firewall(String backend) {
        return backend.equals("nftables")
                ? new NftablesFirewall(namespace.commands(), NFT, SETTINGS)
                : new IptablesFirewall(
                        namespace.commands(),
                        new IptablesFirewall.Programs(
                                IPSET,
                                Path.of("/usr/sbin/iptables"),
                                Path.of("/usr/sbin/iptables-restore"),
                                Path.of("/usr/sbin/ip6tables"),
                                Path.of("/usr/sbin/ip6tables-restore")),
                        SETTINGS);
    }

    @ParameterizedTest
    @CsvSource({"nftables,1", "nftables,2", "nftables,3", "iptables,4", "iptables,5"})
    void exactlyTheBannedAreDropped(String backend, long seed) {
        random = new Random(seed);
        // Given
        namespace.run("/sbin/sysctl", "-qw", "net.ipv6.ip_nonlocal_bind=1");
        for (var route :
                List.of("198.51.100.0/24", "203.0.113.0/24", "192.0.2.1/32", "2001:db8::/32")) {
            namespace.run("/usr/sbin/ip", "route", "add", "local", route, "dev", "lo");
        }
        var firewall = firewall(backend);
        firewall.prepare(ALLOWED, NOW);
        var banned = new TreeSet<Network>();

        // When
        for (int batch = 0; batch < 4; batch++) {
            firewall.apply(changes(banned), NOW);
        }

        // Then
        var asked = samples(banned);
        assertThat(unanswered(asked))
                .isEqualTo(
                        asked.stream()
                                .filter(it -> isIn(it, banned) && !isIn(it, ALLOWED))
                                .collect(Collectors.toSet()))
                .hasSizeGreaterThan(50);
        assertThat(Held.in(firewall, NOW).dropped().keySet()).isEqualTo(banned);
    }

    /// New ones, some of them longer or shorter, and the end of some.
    private List<Change> changes(Set<Network> banned) {
        var changes = new ArrayList<Change>();
        for (var network : List.copyOf(banned)) {
            int what = random.nextInt(4);
            if (what == 0) {
                changes.add(new Release(network));
                banned.remove(network);
            } else if (what == 1) {
                changes.add(new Drop(network, NOW.plusSeconds(600 + random.nextInt(90_000))));
            }
        }
        for (int i = 0; i < 60; i++) {
            var network = random.nextBoolean() ? ipv4() : ipv6();
            if (banned.add(network)) {
                changes.add(new Add(network, NOW.plusSeconds(600 + random.nextInt(90_000))));
            }
        }
        return changes;
    }

    private Network ipv4() {
        var text = random.nextBoolean() ? "198.51.100." : "203.0.113.";
        return Network.parse(text + random.nextInt(256));
    }

    private Network ipv6() {
        int length = LENGTHS.get(random.nextInt(LENGTHS.size()));
        return new Network(
                inside(Network.parse("2001:db8:" + random.nextInt(8) + "::/48")), length);
    }

    /// An address of the network: few of its subnets and hosts, so that bans lie in each other.
    private Address inside(Network network) {
        var first = network.address();
        if (first.isIpv4() || network.prefixLength() == 128) {
            return first;
        }
        long high = first.high() | (network.prefixLength() < 64 ? random.nextInt(4) : 0);
        return new Address(high, first.low() | (random.nextInt(3) & ~mask(network)));
    }

    private static long mask(Network network) {
        return new Address(-1, -1).masked(network.prefixLength()).low();
    }

    private Set<Address> samples(Collection<Network> banned) {
        var asked = new TreeSet<Address>();
        for (var network : banned) {
            asked.add(network.address());
            asked.add(inside(network));
            var next = network.address();
            asked.add(
                    next.isIpv4()
                            ? Address.ipv4((int) next.low() ^ 1)
                            : new Address(next.high() ^ 1, next.low()));
        }
        for (int i = 0; i < 50; i++) {
            asked.add(ipv4().address());
            asked.add(ipv6().address());
        }
        return asked;
    }

    private static boolean isIn(Address address, Collection<Network> networks) {
        return networks.stream().anyMatch(it -> it.contains(address));
    }

    private Set<Address> unanswered(Set<Address> asked) {
        var lines = asked.stream().map(Address::toString).collect(Collectors.joining("\n"));
        return namespace
                .commands()
                .run(Stdin.of(lines), PYTHON, "-c", ASK)
                .orThrow()
                .lines()
                .filter(line -> !line.isBlank())
                .map(Address::parse)
                .collect(Collectors.toSet());
    }
}
