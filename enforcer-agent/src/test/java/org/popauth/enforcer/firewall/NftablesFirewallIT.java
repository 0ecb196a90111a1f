package org.popauth.enforcer.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.firewall.Firewall.Change.Drop;
import org.popauth.enforcer.firewall.Firewall.Change.Release;
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
    void nobodyIsLookedForInATableThatWasJustCreatedButFromTheNextLookOn() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        nft("add element inet popauth drop4_09 { 203.0.113.9 timeout 7200s }");

        // When
        var first = Held.partByPart(firewall, NOW);
        var second = Held.partByPart(firewall, NOW);

        // Then
        assertThat(first).isEmpty();
        assertThat(second).containsOnlyKeys(ADDRESS);
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
        assertThat(Held.in(firewall, NOW).intact()).isFalse();
    }

    @Test
    void rulesChainsAndSetsThatSomebodyAddedAreNoticedAndRemoved() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        nft("insert rule inet popauth input accept");
        nft("add chain inet popauth theirs { type filter hook input priority -20; }");
        nft("add rule inet popauth theirs counter");
        nft("add set inet popauth theirs { type ipv4_addr; }");

        // When
        var wrong = firewall.disorder();
        firewall.prepare(ALLOWED, NOW);

        // Then
        assertThat(wrong.orElseThrow()).contains("0 parts are missing, 4 were added");
        assertThat(firewall.disorder()).isEmpty();
        assertThat(namespace().run(NFT, "list", "table", "inet", "popauth"))
                .doesNotContain("theirs", "accept;\n\t\taccept");
    }

    @Test
    void aChangedAllowListIsNoticedAndRepaired() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        nft("add element inet popauth allow4 { 203.0.113.0/24 }");

        // When
        var wrong = firewall.disorder();
        var seen = Held.in(firewall, NOW);
        firewall.prepare(ALLOWED, NOW);

        // Then
        assertThat(wrong.orElseThrow()).contains("allow-list");
        assertThat(seen.intact()).isFalse();
        assertThat(firewall.disorder()).isEmpty();
        assertThat(Held.in(firewall, NOW).intact()).isTrue();
    }

    @Test
    void anotherPriorityOfTheChainIsNoticedAndRepaired() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        nft(
                "flush chain inet popauth input; delete chain inet popauth input;"
                        + " add chain inet popauth input"
                        + " { type filter hook input priority 10; policy accept; }");

        // When
        var wrong = firewall.disorder();

        // Then
        assertThat(wrong).isPresent();
    }

    @Test
    void aReaddMovesTheEndOnThisKernelOrNotAndDroppingAgainDoesOnAny() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);

        // When
        nft("add element inet popauth drop4_09 { 203.0.113.9 timeout 7200s }");
        var readded = Held.in(firewall, NOW).dropped().get(ADDRESS);
        firewall.apply(List.of(new Drop(ADDRESS, LATER.plusSeconds(7200))), NOW);
        var again = Held.in(firewall, NOW).dropped().get(ADDRESS);

        // Then
        assertThat(Objects.requireNonNull(readded))
                .isBetween(NOW.plusSeconds(3590), NOW.plusSeconds(7201));
        assertThat(Objects.requireNonNull(again)).isAfter(NOW.plusSeconds(10_790));
    }

    @Test
    void whenTheNftThatIsKeptOpenIsLostAnotherOneGoesOn() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);

        // When
        var killed = endProcesses(NFT + " -i");
        firewall.apply(List.of(new Drop(IPV6_GROUP, LATER)), NOW);
        firewall.apply(List.of(new Drop(IPV6_SITE, LATER)), NOW);

        // Then
        assertThat(killed).isPositive();
        assertThat(Held.in(firewall, NOW).dropped())
                .containsOnlyKeys(ADDRESS, IPV6_GROUP, IPV6_SITE);
    }

    @Test
    void whileNobodyIsDroppedWhateverSomebodyChangesIsNoticedByTheNftThatIsKeptOpen() {
        // Given
        var before = processes(NFT + " -j -i");
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        assertThat(Held.in(firewall, NOW).intact()).isTrue();
        assertThat(Held.in(firewall, NOW).intact()).isTrue();
        assertThat(processes(NFT + " -j -i")).hasSize(before.size() + 1);

        // When
        nft("flush chain inet popauth input");
        var flushed = Held.in(firewall, NOW).intact();
        firewall.prepare(ALLOWED, NOW);
        nft("add element inet popauth allow4 { 203.0.113.0/24 }");
        var opened = Held.in(firewall, NOW).intact();
        nft("flush ruleset");
        var gone = Held.in(firewall, NOW).intact();
        firewall.prepare(ALLOWED, NOW);

        // Then
        assertThat(List.of(flushed, opened, gone)).containsOnly(false);
        assertThat(Held.in(firewall, NOW).intact()).isTrue();
        assertThat(Held.in(firewall, NOW).dropped()).isEmpty();
    }

    @Test
    void whatSomebodyElseDropsIsSeenThoughNobodyWasDropped() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);
        firewall.apply(List.of(new Release(ADDRESS)), NOW);
        assertThat(Held.in(firewall, NOW).dropped()).isEmpty();
        assertThat(Held.in(firewall, NOW).dropped()).isEmpty();

        // When
        nft("add element inet popauth drop4_09 { 203.0.113.9 timeout 7200s }");

        // Then
        assertThat(Held.in(firewall, NOW).dropped()).containsOnlyKeys(ADDRESS);
    }

    @Test
    void whenTheNftThatIsAskedIsLostAnotherOneAnswers() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        assertThat(Held.in(firewall, NOW).intact()).isTrue();
        assertThat(Held.in(firewall, NOW).intact()).isTrue();

        // When
        var killed = endProcesses(NFT + " -j -i");
        nft("flush chain inet popauth input");

        // Then
        assertThat(killed).isPositive();
        assertThat(Held.in(firewall, NOW).intact()).isFalse();
    }

    /// Kills what this test started and is kept open.
    private static long endProcesses(String command) {
        return processes(command).stream()
                .peek(ProcessHandle::destroyForcibly)
                .peek(it -> it.onExit().join())
                .count();
    }

    private static List<ProcessHandle> processes(String command) {
        return ProcessHandle.current()
                .descendants()
                .filter(it -> it.info().commandLine().orElse("").contains(command))
                .toList();
    }

    @Test
    void oneThatCannotBeMadeFailsWithItsReasonAndTheNextOneWorks() {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        nft("delete table inet popauth");

        // When
        var failure = catchThrowable(() -> firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW));
        firewall.prepare(ALLOWED, NOW);
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);

        // Then
        assertThat(failure).hasMessageContaining("No such file or directory");
        assertThat(Held.in(firewall, NOW).dropped()).containsOnlyKeys(ADDRESS);
    }

    private void nft(String command) {
        namespace().run(NFT, command);
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
        assertThat(Held.in(firewall(), NOW).dropped()).containsOnlyKeys(ADDRESS, IPV6_SITE);
    }
}
