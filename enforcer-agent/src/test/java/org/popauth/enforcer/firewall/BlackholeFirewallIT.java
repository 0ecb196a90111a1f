package org.popauth.enforcer.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.popauth.enforcer.firewall.Firewall.Change.Add;
import org.popauth.enforcer.firewall.Firewall.Change.Drop;
import org.popauth.enforcer.firewall.Firewall.Change.Release;

/// The real kernel, in a network namespace.
class BlackholeFirewallIT implements FirewallContract {

    private static final String IP = "/usr/sbin/ip";

    private @Nullable Namespace opened;

    @BeforeEach
    void open() {
        opened = Namespace.open(Path.of(IP));
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
        return new BlackholeFirewall(namespace().commands(), Path.of(IP));
    }

    @Override
    public void removedBySomebody() {
        namespace().run(IP, "rule", "del", "pref", BlackholeFirewall.TABLE);
    }

    @Test
    void routesAndRulesOfOthersAreLeftAlone() {
        // Given
        namespace().run(IP, "route", "add", "blackhole", "203.0.113.9");
        namespace().run(IP, "route", "add", "blackhole", "203.0.113.8", "table", "7025");
        namespace().run(IP, "rule", "add", "pref", "7025", "lookup", "7000");
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        firewall.apply(List.of(new Drop(ADDRESS, LATER), new Add(IPV6_GROUP, LATER)), NOW);

        // When
        firewall.apply(List.of(new Release(ADDRESS)), NOW);
        firewall.withdraw();

        // Then
        assertThat(namespace().run(IP, "route", "show", "table", "all", "type", "blackhole"))
                .contains("203.0.113.9", "203.0.113.8 table 7025")
                .doesNotContain("2001:db8");
        assertThat(namespace().run(IP, "rule", "show"))
                .contains("lookup 7000")
                .doesNotContain("lookup 7025");
        assertThat(Held.in(firewall, NOW).dropped()).isEmpty();
    }

    @Test
    void aDroppedClientGetsNoAnswerFromAnyPort() {
        try (var client = Namespace.open(Path.of(IP))) {
            // Given
            client.join(
                    namespace(),
                    "203.0.113.9/24",
                    "203.0.113.1/24",
                    "2001:db8:1:2::9/64",
                    "2001:db8:1:2::1/64");
            var firewall = firewall();
            firewall.prepare(ALLOWED, NOW);
            await().until(() -> client.answers("2001:db8:1:2::9", "2001:db8:1:2::1", 110));

            // When
            firewall.apply(List.of(new Add(ADDRESS, LATER), new Add(IPV6_GROUP, LATER)), NOW);

            // Then
            assertThat(client.answers("203.0.113.9", "203.0.113.1", 110)).isFalse();
            assertThat(client.answers("2001:db8:1:2::9", "2001:db8:1:2::1", 25)).isFalse();
            firewall.apply(List.of(new Release(ADDRESS)), NOW);
            assertThat(client.answers("203.0.113.9", "203.0.113.1", 110)).isTrue();
        }
    }
}
