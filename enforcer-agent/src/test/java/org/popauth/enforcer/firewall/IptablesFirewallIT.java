package org.popauth.enforcer.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.popauth.enforcer.firewall.Firewall.Change.Drop;
import org.popauth.events.Network;

/// The real kernel, in a network namespace.
class IptablesFirewallIT implements FirewallContract {

    private static final String IPTABLES = "/usr/sbin/iptables";
    private static final String IPSET = "/usr/sbin/ipset";
    private static final IptablesFirewall.Programs PROGRAMS =
            new IptablesFirewall.Programs(
                    Path.of(IPSET),
                    Path.of(IPTABLES),
                    Path.of("/usr/sbin/iptables-restore"),
                    Path.of("/usr/sbin/ip6tables"),
                    Path.of("/usr/sbin/ip6tables-restore"));

    private @Nullable Namespace opened;

    @BeforeEach
    void open() {
        opened =
                Namespace.open(
                        PROGRAMS.ipset(),
                        PROGRAMS.iptables(),
                        PROGRAMS.iptablesRestore(),
                        PROGRAMS.ip6tables(),
                        PROGRAMS.ip6tablesRestore());
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private Namespace namespace() {
        return Objects.requireNonNull(opened);
    }

    @Override
    public Firewall firewall() {
        return new IptablesFirewall(
                namespace().commands(),
                PROGRAMS,
                new FirewallSettings(List.of(25, 465, 587), 100_000));
    }

    @Override
    public void removedBySomebody() {
        namespace().run(IPTABLES, "-w", "-D", "INPUT", "-j", "POPAUTH");
    }

    @Test
    void aSetThatSomebodyFlushedIsSeenEmpty() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);

        // When
        namespace().run(IPSET, "flush", "popauth-drop4");

        // Then
        assertThat(Held.in(firewall, NOW).dropped()).isEmpty();
    }

    @Test
    void theChainIsPutBackInFrontAndOnce() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        namespace().run(IPTABLES, "-w", "-I", "INPUT", "1", "-p", "icmp", "-j", "ACCEPT");

        // When
        firewall.prepare(ALLOWED, NOW);

        // Then
        assertThat(namespace().run(IPTABLES, "-w", "-S", "INPUT").lines())
                .containsExactly(
                        "-P INPUT ACCEPT", "-A INPUT -j POPAUTH", "-A INPUT -p icmp -j ACCEPT");
    }

    @Test
    void rulesOfOthersAreLeftAlone() {
        // Given
        namespace().run(IPTABLES, "-w", "-A", "INPUT", "-p", "icmp", "-j", "ACCEPT");
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);

        // When
        firewall.withdraw();

        // Then
        assertThat(namespace().run(IPTABLES, "-w", "-S").lines())
                .contains("-A INPUT -p icmp -j ACCEPT")
                .noneMatch(line -> line.contains("POPAUTH"));
        assertThat(namespace().run(IPSET, "list", "-n")).isBlank();
    }

    @Test
    void theKernelDropsPacketsOfADroppedAddressToTheMailPortsOnly() {
        // Given
        namespace().addAddress("203.0.113.9/32");
        namespace().addAddress("203.0.113.8/32");
        var firewall = firewall();
        firewall.prepare(List.of(Network.parse("192.0.2.0/24")), NOW);

        // When
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);

        // Then
        assertThat(namespace().answers("203.0.113.9", "203.0.113.8", 25)).isFalse();
        assertThat(namespace().answers("203.0.113.9", "203.0.113.8", 143)).isTrue();
    }

    @Test
    void theKernelDropsPacketsFromInsideADroppedNetwork() {
        // Given
        namespace().addAddress("2001:db8:1:2::55/128");
        namespace().addAddress("2001:db8:1:3::55/128");
        var firewall = firewall();
        firewall.prepare(List.of(Network.parse("192.0.2.0/24")), NOW);

        // When
        firewall.apply(List.of(new Drop(IPV6_GROUP, LATER)), NOW);

        // Then
        assertThat(namespace().answers("2001:db8:1:2::55", "2001:db8:1:3::55", 25)).isFalse();
        assertThat(namespace().answers("2001:db8:1:2::55", "2001:db8:1:3::55", 143)).isTrue();
    }
}
