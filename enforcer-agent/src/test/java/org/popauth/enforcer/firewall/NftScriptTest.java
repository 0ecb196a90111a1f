package org.popauth.enforcer.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.popauth.enforcer.firewall.Firewall.Change.Drop;
import org.popauth.events.Network;

/// What nft is told; newer kernels than those it is written for forgive more than they do.
class NftScriptTest {

    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    @Test
    void anElementThatMayBeThereIsDeletedSinceOlderKernelsIgnoreItsNewEnd() {
        // Given
        var script = new NftScript(new FirewallSettings(List.of(25), 100));

        // When
        script.changes(
                List.of(new Drop(Network.parse("203.0.113.9/32"), NOW.plusSeconds(60))), NOW);

        // Then
        assertThat(script.toString().lines())
                .containsExactly(
                        "add element inet popauth drop4_09 { 203.0.113.9 }",
                        "delete element inet popauth drop4_09 { 203.0.113.9 }",
                        "add element inet popauth drop4_09 { 203.0.113.9 timeout 60s }");
    }
}
