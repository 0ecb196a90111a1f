package org.popauth.enforcer.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.firewall.Firewall.Change.Drop;
import org.popauth.events.Network;

/// The real kernel, in a network namespace.
class NftablesFirewallIT implements FirewallContract {

    private static final String NFT = "/usr/sbin/nft";
    private static final FirewallSettings MAIL_PORTS =
            new FirewallSettings(List.of(25, 465, 587), 100_000);

    private @Nullable Namespace opened;

    @BeforeEach
    void open() {
        opened = Namespace.open(Path.of(NFT));
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
        return firewall(MAIL_PORTS);
    }

    private Firewall firewall(FirewallSettings settings) {
        return new NftablesFirewall(namespace().commands(), Path.of(NFT), settings);
    }

    @Override
    public void removedBySomebody() {
        namespace().run(NFT, "flush", "ruleset");
    }

    @Test
    void aRuleThatSomebodyDeletedIsNoticed() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);

        // When
        namespace().run(NFT, "flush", "chain", "inet", "popauth", "input");

        // Then
        assertThat(firewall.look(NOW).intact()).isFalse();
    }

    @Test
    void tablesOfOthersAreLeftAlone() {
        // Given
        namespace().run(NFT, "add", "table", "inet", "filter");
        var firewall = firewall();

        // When
        firewall.prepare(ALLOWED, NOW);
        firewall.withdraw();

        // Then
        assertThat(namespace().run(NFT, "list", "tables").strip()).isEqualTo("table inet filter");
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
        assertThat(namespace().answers("203.0.113.8", "203.0.113.9", 25)).isTrue();
    }

    @Test
    void theKernelDropsPacketsFromInsideADroppedNetwork() {
        // Given
        namespace().addAddress("2001:db8:1:2::55/128");
        namespace().addAddress("2001:db8:1:3::55/128");
        var firewall = firewall(new FirewallSettings(List.of(), 1000));
        firewall.prepare(List.of(Network.parse("192.0.2.0/24")), NOW);

        // When
        firewall.apply(List.of(new Drop(IPV6_GROUP, LATER)), NOW);

        // Then
        assertThat(namespace().answers("2001:db8:1:2::55", "2001:db8:1:3::55", 143)).isFalse();
    }

    @Test
    void theAllowListComesFirstInTheKernelToo() {
        // Given
        namespace().addAddress("203.0.113.9/32");
        var firewall = firewall();

        // When
        firewall.prepare(List.of(Network.parse("203.0.113.0/24")), NOW);
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);

        // Then
        assertThat(namespace().answers("203.0.113.9", "203.0.113.9", 25)).isTrue();
    }

    @Test
    void nftTakesTheScriptOfADryRun(@TempDir Path directory) {
        // Given
        var file = directory.resolve("firewall.nft");
        var dryRun = new DryRunFirewall(file, MAIL_PORTS);
        dryRun.prepare(ALLOWED, NOW);
        dryRun.apply(List.of(new Drop(ADDRESS, LATER), new Drop(IPV6_SITE, LATER)), NOW);

        // When
        namespace().run(NFT, "-f", file.toString());

        // Then
        assertThat(firewall().look(NOW).dropped()).containsOnlyKeys(ADDRESS, IPV6_SITE);
    }
}
