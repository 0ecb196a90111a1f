package org.popauth.decision.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.decision.policy.Mode;
import org.popauth.decision.policy.PolicySettings;
import org.popauth.decision.policy.Rule;

class DecisionConfigTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private static DecisionConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withValidator(
                        new BeanValidationConfigValidator() {
                            @Override
                            public Validator getValidator() {
                                return VALIDATOR;
                            }
                        })
                .withMapping(DecisionConfig.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(DecisionConfig.class);
    }

    @Test
    void theDefaultsAreThoseOfThePolicy() {
        // When
        var config = config(Map.of());
        // Then
        assertThat(PolicyFromConfig.settings(config)).isEqualTo(PolicySettings.defaults());
        assertThat(config.now()).isEmpty();
        assertThat(config.group()).isEqualTo("popauth-decision");
        assertThat(config.instance()).isEmpty();
        assertThat(config.ipv6PrefixLength()).isEqualTo(64);
        assertThat(config.batchRecordsMax()).isEqualTo(500);
        assertThat(config.api().tokenFile()).isEmpty();
        assertThat(config.guard().widestIpv6()).isEqualTo(48);
        assertThat(PolicyFromConfig.protections(config)).hasSize(8);
        assertThat(PolicyFromConfig.limits(config).measuresPerMinute()).isEqualTo(500);
        assertThat(PolicyFromConfig.limits(config).clientsPerZoneAndMinute()).isEqualTo(200);
        assertThat(config.breaker().alarmFor()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.retention().history()).isEqualTo(Duration.ofDays(30));
        assertThat(config.retention().idleClients()).isEqualTo(Duration.ofDays(7));
        assertThat(config.expiry().every()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.expiry().forgetWithdrawnAfter()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void everyKeyIsRead() {
        // Given
        var properties = new HashMap<String, String>();
        properties.put("decision.now", "2020-01-01T00:00:00Z");
        properties.put("decision.group", "g");
        properties.put("decision.instance", "one");
        properties.put("decision.ipv6-prefix-length", "56");
        properties.put("decision.batch-records-max", "10");
        properties.put("decision.relay.for", "15m");
        properties.put("decision.relay.open-session-max", "1h");
        properties.put("decision.relay.ipv6-prefix-length", "64");
        properties.put("decision.relay.hysteresis", "10s");
        properties.put("decision.rules.\"refused-again\".mode", "simulate");
        properties.put("decision.rules.\"refused-again\".threshold", "4");
        properties.put("decision.rules.\"refused-again\".window", "2h");
        properties.put("decision.rules.\"refused-again\".duration", "3h");
        properties.put("decision.rules.\"refused-again\".factor", "3");
        properties.put("decision.rules.\"refused-again\".cap", "4h");
        properties.put("decision.rules.\"refused-again\".repeats-as-one", "2");
        properties.put("decision.offenders.strike-memory", "1d");
        properties.put("decision.offenders.jitter", "0.2");
        properties.put("decision.offenders.forgive-for", "2d");
        properties.put("decision.offenders.clock-skew", "1m");
        properties.put("decision.offenders.count-null-sender", "true");
        properties.put("decision.offenders.postmaster", "postmaster@example.org");
        properties.put("decision.offenders.ban-duration", "5h");
        properties.put("decision.guard.own-networks", "10.0.0.0/8");
        properties.put("decision.guard.mynetworks", "192.0.2.0/24, 2001:db8::/32");
        properties.put("decision.guard.agents", "198.51.100.1");
        properties.put("decision.guard.allow", "198.51.100.2");
        properties.put("decision.guard.widest-ipv6", "32");
        properties.put("decision.breaker.measures-per-minute", "7");
        properties.put("decision.breaker.clients-per-zone-and-minute", "8");
        properties.put("decision.breaker.alarm-for", "9m");
        properties.put("decision.retention.history", "10d");
        properties.put("decision.retention.idle-clients", "11d");
        properties.put("decision.expiry.every", "12s");
        properties.put("decision.expiry.forget-withdrawn-after", "13m");
        properties.put("decision.api.token-file", "/etc/popauth/token");
        // When
        var config = config(properties);
        // Then
        var settings = PolicyFromConfig.settings(config);
        assertThat(config.now()).contains(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(config.instance()).contains("one");
        assertThat(config.ipv6PrefixLength()).isEqualTo(56);
        assertThat(settings.relay())
                .isEqualTo(
                        new PolicySettings.Relay(
                                Duration.ofMinutes(15),
                                Duration.ofHours(1),
                                64,
                                Duration.ofSeconds(10)));
        assertThat(settings.rules())
                .filteredOn(rule -> rule.name().equals("refused-again"))
                .singleElement()
                .extracting(
                        Rule::mode,
                        Rule::threshold,
                        Rule::window,
                        Rule::duration,
                        Rule::factor,
                        Rule::cap,
                        Rule::repeatsAsOne)
                .containsExactly(
                        Mode.SIMULATE,
                        4,
                        Duration.ofHours(2),
                        Duration.ofHours(3),
                        3.0,
                        Duration.ofHours(4),
                        2);
        assertThat(settings.strikeMemory()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.countNullSender()).isTrue();
        assertThat(settings.postmaster()).isEqualTo("postmaster@example.org");
        assertThat(PolicyFromConfig.protections(config))
                .extracting(each -> each.why() + " " + each.network())
                .containsExactly(
                        "own network 10.0.0.0/8",
                        "own network 192.0.2.0/24",
                        "own network 2001:db8::/32",
                        "mail host 198.51.100.1",
                        "configured allow-list 198.51.100.2");
        assertThat(config.expiry().every()).isEqualTo(Duration.ofSeconds(12));
        assertThat(config.api().tokenFile()).contains(Path.of("/etc/popauth/token"));
    }

    @ParameterizedTest
    @CsvSource({
        "decision.relay.for, 5s",
        "decision.relay.ipv6-prefix-length, 12",
        "decision.relay.fro, 5m",
        "decision.ipv6-prefix-length, 0",
        "decision.ipv6-prefix-length, many",
        "decision.now, yesterday",
        "decision.rules.\"refused-again\".mode, sometimes",
        "decision.rules.\"refused-again\".threshold, 0",
        "decision.rules.\"refused-again\".thresold, 3",
        "decision.offenders.jitter, 2",
        "decision.offenders.postmaster, <root>",
        "decision.breaker.measures-per-minute, 0",
        "decision.retention.history, 1s",
        "decision.unknown, 1"
    })
    void aBadSettingIsNamed(String key, String value) {
        assertThatThrownBy(() -> PolicyFromConfig.settings(config(Map.of(key, value))))
                .satisfies(
                        thrown ->
                                assertThat(everything(thrown).replace("\"", ""))
                                        .containsAnyOf(
                                                key.replace("\"", ""),
                                                key.replace("\"", "").replace("-", "")));
    }

    private static String everything(Throwable thrown) {
        var text = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause.getMessage()).append('\n');
        }
        return text.toString();
    }

    @Test
    void aRuleThatDoesNotExistIsNamedWithThoseThatDo() {
        assertThatThrownBy(
                        () ->
                                PolicyFromConfig.settings(
                                        config(Map.of("decision.rules.\"refused\".mode", "off"))))
                .hasMessageContaining("decision.rules.\"refused\"")
                .hasMessageContaining("refused-again");
    }

    @Test
    void aNetworkThatIsNoneIsNamedWithItsKey() {
        assertThatThrownBy(
                        () ->
                                PolicyFromConfig.protections(
                                        config(Map.of("decision.guard.agents", "mx1"))))
                .hasMessageContaining("decision.guard.agents")
                .hasMessageContaining("mx1");
    }
}
