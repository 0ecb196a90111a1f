package org.popauth.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportConfigTest {

    @Test
    void theDefaults() {
        var config = mapped(Map.of());

        assertThat(config.passwordFile()).isEmpty();
        assertThat(config.operators()).isEmpty();
        assertThat(config.now()).isEmpty();
        assertThat(config.batchRecordsMax()).isEqualTo(1000);
        assertThat(config.hostSilentAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.pageRows()).isEqualTo(50);
        assertThat(config.exportRowsMax()).isEqualTo(10_000);
        assertThat(config.retention().events()).isEqualTo(Duration.ofDays(7));
        assertThat(config.retention().audit()).isEqualTo(Duration.ofDays(90));
    }

    @Test
    void everySettingIsRead() {
        var config =
                mapped(
                        Map.ofEntries(
                                Map.entry("report.password-file", "/etc/popauth/htpasswd"),
                                Map.entry("report.operators", "alice,bob"),
                                Map.entry("report.now", "2003-12-31T23:59:59Z"),
                                Map.entry("report.batch-records-max", "7"),
                                Map.entry("report.host-silent-after", "5m"),
                                Map.entry("report.page-rows", "10"),
                                Map.entry("report.export-rows-max", "20"),
                                Map.entry("report.retention.events", "1d"),
                                Map.entry("report.retention.audit", "365d")));

        assertThat(config.passwordFile()).contains(Path.of("/etc/popauth/htpasswd"));
        assertThat(config.operators()).contains(Set.of("alice", "bob"));
        assertThat(config.now()).contains(Instant.parse("2003-12-31T23:59:59Z"));
        assertThat(config.batchRecordsMax()).isEqualTo(7);
        assertThat(config.hostSilentAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.pageRows()).isEqualTo(10);
        assertThat(config.exportRowsMax()).isEqualTo(20);
        assertThat(config.retention().events()).isEqualTo(Duration.ofDays(1));
        assertThat(config.retention().audit()).isEqualTo(Duration.ofDays(365));
    }

    @ParameterizedTest
    @CsvSource({
        "report.page-rows, 0",
        "report.page-rows, many",
        "report.batch-records-max, 100000",
        "report.export-rows-max, 0",
        "report.host-silent-after, 0s",
        "report.retention.events, 1s",
        "report.retention.audit, 9999d",
        "report.now, yesterday",
        "report.pasword-file, /etc/htpasswd"
    })
    void aBadValueOrAnUnknownKeyIsNamed(String key, String value) {
        assertThatThrownBy(() -> mapped(Map.of(key, value)))
                .hasMessageMatching("(?is).*" + key.replaceAll("[.-]", ".?") + ".*");
    }

    private static ReportConfig mapped(Map<String, String> properties) {
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            return new SmallRyeConfigBuilder()
                    .withMapping(ReportConfig.class)
                    .withSources(new PropertiesConfigSource(properties, "test", 100))
                    .addDiscoveredConverters()
                    .withValidator(
                            new BeanValidationConfigValidator() {
                                @Override
                                public Validator getValidator() {
                                    return factory.getValidator();
                                }
                            })
                    .build()
                    .getConfigMapping(ReportConfig.class);
        }
    }
}
