package org.popauth.enforcer.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.firewall.Firewall.Change.Add;
import org.popauth.enforcer.firewall.Firewall.Change.Drop;
import org.popauth.enforcer.firewall.Firewall.Change.Release;

class DryRunFirewallTest implements FirewallContract {

    @TempDir Path directory;

    private Path file() {
        return directory.resolve("firewall.nft");
    }

    @Override
    public Firewall firewall() {
        return new DryRunFirewall(file(), new FirewallSettings(List.of(25, 465, 587), 100_000));
    }

    @Override
    public void removedBySomebody() {
        try {
            Files.delete(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theFileIsTheWholeScript() throws IOException {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);

        // When
        firewall.apply(List.of(new Drop(IPV6_GROUP, LATER), new Drop(ADDRESS, LATER)), NOW);

        // Then
        assertThat(Files.readString(file()))
                .startsWith("add table inet popauth\ndelete table inet popauth\n")
                .contains("add element inet popauth drop4_09 { 203.0.113.9 timeout 3600s }")
                .contains("add element inet popauth drop6_64_02 { 2001:db8:1:2:: timeout 3600s }")
                .contains("input tcp dport { 25, 465, 587 } ip saddr & 0.0.0.63 vmap {")
                .contains(
                        "drop6_64_02 ip6 saddr & ffff:ffff:ffff:ffff:: @drop6_64_02 counter drop");
    }

    @Test
    void whoIsDroppedFirstIsAddedAndNothingElseWritten() throws IOException {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        var before = Files.readString(file());
        Files.writeString(file(), "# left alone\n", StandardOpenOption.APPEND);

        // When
        firewall.apply(List.of(new Add(ADDRESS, LATER)), NOW);

        // Then
        assertThat(Files.readString(file()))
                .isEqualTo(
                        before
                                + "# left alone\n"
                                + "add element inet popauth drop4_09 { 203.0.113.9 timeout 3600s }"
                                + " # 203.0.113.9 until "
                                + LATER
                                + "\n");
    }

    @Test
    void whoIsReleasedIsNoLongerInTheFile() throws IOException {
        // Given
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        firewall.apply(List.of(new Add(ADDRESS, LATER), new Add(IPV6_GROUP, LATER)), NOW);

        // When
        firewall.apply(List.of(new Release(ADDRESS)), NOW);

        // Then
        assertThat(Files.readString(file())).doesNotContain("203.0.113.9 ");
        assertThat(Held.in(firewall, NOW).dropped()).containsOnlyKeys(IPV6_GROUP);
    }
}
