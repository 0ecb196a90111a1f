package org.popauth.enforcer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.enforcer.config.AgentConfig.Backend;
import org.popauth.enforcer.config.AgentConfig.WholeNetworks;
import org.popauth.events.Network;

class AgentConfigTest {

    private static AgentConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(AgentConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(AgentConfig.class);
    }

    @Test
    void theDefaultsHarmNobody() {
        // When
        var config = config(Map.of());

        // Then
        assertThat(config.host()).isEmpty();
        assertThat(config.stateDir()).isEqualTo(Path.of("/var/lib/popauth/agent"));
        assertThat(config.reconcileEvery()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.reportEvery()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.decisionsMax()).isEqualTo(1_000_000);
        assertThat(config.ipv6PrefixMin()).isEqualTo(48);
        assertThat(config.allow()).isEmpty();
        assertThat(config.ownNetworks())
                .extracting(Network::toString)
                .containsExactly(
                        "127.0.0.0/8",
                        "10.0.0.0/8",
                        "172.16.0.0/12",
                        "192.168.0.0/16",
                        "169.254.0.0/16",
                        "::1",
                        "fc00::/7",
                        "fe80::/10");
        assertThat(config.now()).isEmpty();
        assertThat(config.firewall().backend()).isEqualTo(Backend.DRY_RUN);
        assertThat(config.firewall().ports().orElseThrow()).containsExactly(25, 465, 587);
        assertThat(config.firewall().entriesMax()).isEqualTo(1_000_000);
        assertThat(config.postfix().enabled()).isTrue();
        assertThat(config.postfix().directory()).isEmpty();
        assertThat(config.postfix().configDirectory()).isEmpty();
        assertThat(config.postfix().tableType()).isEmpty();
        assertThat(config.live().socketmap()).isEmpty();
        assertThat(config.live().policy()).isEmpty();
        assertThat(config.live().socketMode()).isEqualTo("rw-rw-rw-");
        assertThat(config.live().wholeNetworks()).isEqualTo(WholeNetworks.NONE);
        assertThat(config.live().staleAfter()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.live().connectionsMax()).isEqualTo(1000);
        assertThat(config.live().idle()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.live().requestBytesMax()).isEqualTo(20_000);
        assertThat(config.live().attributesMax()).isEqualTo(100);
        assertThat(config.log().bytesMax()).isEqualTo(10_000_000);
        assertThat(config.log().oldFiles()).isEqualTo(4);
        assertThat(config.commands().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.commands().nft()).isEqualTo(Path.of("/usr/sbin/nft"));
        assertThat(config.commands().ipset()).isEqualTo(Path.of("/usr/sbin/ipset"));
        assertThat(config.commands().iptables()).isEqualTo(Path.of("/usr/sbin/iptables"));
        assertThat(config.commands().iptablesRestore())
                .isEqualTo(Path.of("/usr/sbin/iptables-restore"));
        assertThat(config.commands().ip6tables()).isEqualTo(Path.of("/usr/sbin/ip6tables"));
        assertThat(config.commands().ip6tablesRestore())
                .isEqualTo(Path.of("/usr/sbin/ip6tables-restore"));
        assertThat(config.firewall().cutConnections()).isFalse();
        assertThat(config.commands().ip()).isEqualTo(Path.of("/usr/sbin/ip"));
        assertThat(config.commands().ss()).isEqualTo(Path.of("/usr/bin/ss"));
        assertThat(config.commands().postmap()).isEqualTo(Path.of("/usr/sbin/postmap"));
        assertThat(config.commands().postconf()).isEqualTo(Path.of("/usr/sbin/postconf"));
    }

    @Test
    void everyKeyIsRead() {
        // When
        var config =
                config(
                        Map.ofEntries(
                                Map.entry("agent.host", "mx1.example.org"),
                                Map.entry("agent.state-dir", "/srv/agent"),
                                Map.entry("agent.reconcile-every", "2s"),
                                Map.entry("agent.report-every", "30s"),
                                Map.entry("agent.decisions-max", "10"),
                                Map.entry("agent.ipv6-prefix-min", "56"),
                                Map.entry("agent.allow", "192.0.2.0/24, 2001:db8::1"),
                                Map.entry("agent.own-networks", "198.51.100.0/24"),
                                Map.entry("agent.now", "2020-01-01T00:00:00Z"),
                                Map.entry("agent.firewall.backend", "nftables"),
                                Map.entry("agent.firewall.ports", "25"),
                                Map.entry("agent.firewall.entries-max", "5"),
                                Map.entry("agent.firewall.cut-connections", "true"),
                                Map.entry("agent.postfix.enabled", "false"),
                                Map.entry("agent.postfix.directory", "/srv/tables"),
                                Map.entry("agent.postfix.config-directory", "/srv/postfix"),
                                Map.entry("agent.postfix.table-type", "cdb"),
                                Map.entry("agent.live.socketmap", "unix:/srv/a,inet:[::1]:7"),
                                Map.entry("agent.live.policy", "inet:127.0.0.1:8"),
                                Map.entry("agent.live.socket-mode", "rw-rw----"),
                                Map.entry("agent.live.whole-networks", "reject"),
                                Map.entry("agent.live.stale-after", "1h"),
                                Map.entry("agent.live.connections-max", "9"),
                                Map.entry("agent.live.idle", "1m"),
                                Map.entry("agent.live.request-bytes-max", "3000"),
                                Map.entry("agent.live.attributes-max", "30"),
                                Map.entry("agent.log.bytes-max", "5000"),
                                Map.entry("agent.log.old-files", "1"),
                                Map.entry("agent.commands.nft", "/opt/nft"),
                                Map.entry("agent.commands.timeout", "5s")));

        // Then
        assertThat(config.host()).contains("mx1.example.org");
        assertThat(config.stateDir()).isEqualTo(Path.of("/srv/agent"));
        assertThat(config.reconcileEvery()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.reportEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.decisionsMax()).isEqualTo(10);
        assertThat(config.ipv6PrefixMin()).isEqualTo(56);
        assertThat(config.allow().orElseThrow())
                .containsExactly(Network.parse("192.0.2.0/24"), Network.parse("2001:db8::1"));
        assertThat(config.ownNetworks()).containsExactly(Network.parse("198.51.100.0/24"));
        assertThat(config.now()).contains(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(config.firewall().backend()).isEqualTo(Backend.NFTABLES);
        assertThat(config.firewall().ports().orElseThrow()).containsExactly(25);
        assertThat(config.firewall().entriesMax()).isEqualTo(5);
        assertThat(config.firewall().cutConnections()).isTrue();
        assertThat(config.postfix().enabled()).isFalse();
        assertThat(config.postfix().directory()).contains(Path.of("/srv/tables"));
        assertThat(config.postfix().configDirectory().orElseThrow())
                .containsExactly(Path.of("/srv/postfix"));
        assertThat(config.postfix().tableType()).contains("cdb");
        assertThat(config.live().socketmap().orElseThrow())
                .extracting(Endpoint::toString)
                .containsExactly("unix:/srv/a", "inet:[::1]:7");
        assertThat(config.live().policy().orElseThrow()).hasSize(1);
        assertThat(config.live().socketMode()).isEqualTo("rw-rw----");
        assertThat(config.live().wholeNetworks()).isEqualTo(WholeNetworks.REJECT);
        assertThat(config.live().staleAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(config.live().connectionsMax()).isEqualTo(9);
        assertThat(config.live().idle()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.live().requestBytesMax()).isEqualTo(3000);
        assertThat(config.live().attributesMax()).isEqualTo(30);
        assertThat(config.log().bytesMax()).isEqualTo(5000);
        assertThat(config.log().oldFiles()).isEqualTo(1);
        assertThat(config.commands().nft()).isEqualTo(Path.of("/opt/nft"));
        assertThat(config.commands().timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void noPortsMeanTheWholeHost() {
        assertThat(config(Map.of("agent.firewall.ports", "")).firewall().ports()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "agent.host, mx 1",
        "agent.reconcile-every, 0s",
        "agent.reconcile-every, soon",
        "agent.report-every, 11m",
        "agent.decisions-max, 0",
        "agent.ipv6-prefix-min, 129",
        "agent.ipv6-prefix-min, 7",
        "agent.allow, 192.0.2.0/33",
        "agent.own-networks, localhost",
        "agent.now, yesterday",
        "agent.firewall.backend, pf",
        "agent.firewall.ports, 70000",
        "agent.firewall.ports, '25,0'",
        "agent.firewall.ports, smtp",
        "agent.firewall.entries-max, 20000001",
        "agent.postfix.table-type, texthash",
        "agent.live.socketmap, /srv/a",
        "agent.live.socketmap, unix:srv/a",
        "agent.live.policy, inet:192.0.2.1:25",
        "agent.live.policy, inet:127.0.0.1",
        "agent.live.socket-mode, 666",
        "agent.live.whole-networks, some",
        "agent.live.stale-after, 0s",
        "agent.live.stale-after, 8d",
        "agent.live.connections-max, 0",
        "agent.live.idle, 25h",
        "agent.live.request-bytes-max, 999",
        "agent.live.attributes-max, 9",
        "agent.log.old-files, 101",
        "agent.log.bytes-max, 1",
        "agent.commands.timeout, 0s",
        "agent.firewal.backend, nftables"
    })
    void aBadValueOrAnUnknownKeyIsRejectedAndNamed(String key, String value) {
        var last = key.substring(key.lastIndexOf('.') + 1).replace("-", "");
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .hasMessageMatching("(?is).*" + String.join("-?", last.split("")) + ".*");
    }
}
