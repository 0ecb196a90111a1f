package org.popauth.standalone.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.decision.config.DecisionConfig;
import org.popauth.enforcer.config.AgentConfig;
import org.popauth.ingest.IngestConfig;

class ConfigFaultsTest {

    private static final List<Class<?>> SETTINGS =
            List.of(DecisionConfig.class, AgentConfig.class, IngestConfig.class);
    private static final String LISTED = "ettings are listed in docs/reference/configuration.md";

    @TempDir Path directory;

    private SmallRyeConfigBuilder builder(Path file) throws Exception {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(file.toUri().toURL()));
    }

    private ConfigFaults faults(Path file) throws Exception {
        var names =
                SETTINGS.stream()
                        .map(ConfigClass::configClass)
                        .flatMap(type -> ConfigMappings.getProperties(type).keySet().stream())
                        .toList();
        return new ConfigFaults(builder(file).build()::getConfigValue, names);
    }

    private Path file(String... lines) throws Exception {
        return Files.write(directory.resolve("popauth.properties"), List.of(lines));
    }

    /// What is said of a file, with the file left out of it.
    private List<String> linesOf(String... settings) throws Exception {
        var file = file(settings);
        var builder = builder(file).withValidator(new BeanValidationConfigValidatorImpl());
        SETTINGS.forEach(builder::withMapping);
        var failure = catchThrowableOfType(ConfigValidationException.class, builder::build);
        assertThat(failure).isNotNull();
        return faults(file).lines(failure).stream()
                .map(line -> line.replace(file.toString(), "FILE"))
                .toList();
    }

    @Test
    void anUnknownKeyIsNamedWithTheOneThatIsMeant() throws Exception {
        assertThat(linesOf("# ours", "decision.relay.fro=5m"))
                .containsExactly(
                        "decision.relay.fro is no setting (FILE, line 2);"
                                + " did you mean decision.relay.for? S"
                                + LISTED);
    }

    @Test
    void anUnknownKeyBelowANameOfOnesOwnKeepsTheName() throws Exception {
        assertThat(linesOf("decision.rules.\"a.b\".thresold=3"))
                .containsExactly(
                        "decision.rules.\"a.b\".thresold is no setting (FILE, line 1);"
                                + " did you mean decision.rules.\"a.b\".threshold? S"
                                + LISTED);
    }

    @Test
    void anUnknownKeyLikeNoOtherIsNamedAlone() throws Exception {
        assertThat(linesOf("agent.colour-of-the-sky=blue"))
                .containsExactly(
                        "agent.colour-of-the-sky is no setting (FILE, line 1); s" + LISTED);
    }

    @Test
    void whatIsNoDurationIsToldHowToWriteOne() throws Exception {
        assertThat(linesOf("decision.relay.for=5x"))
                .containsExactly(
                        "decision.relay.for = 5x is no duration; write for example 90s, 30m, 24h or"
                                + " 7d (FILE, line 1)");
    }

    @Test
    void whatIsNoTimeIsToldHowToWriteOne() throws Exception {
        assertThat(linesOf("decision.now=yesterday"))
                .containsExactly(
                        "decision.now = yesterday is no time; write it in UTC, for example"
                                + " 2026-11-23T06:00:00Z (FILE, line 1)");
    }

    @Test
    void whatIsNoNumberIsNamed() throws Exception {
        assertThat(linesOf("decision.batch-records-max=many"))
                .containsExactly("decision.batch-records-max = many is no number (FILE, line 1)");
    }

    @Test
    void anUnknownChoiceIsNamedWithThoseThatExist() throws Exception {
        assertThat(linesOf("agent.firewall.backend=pf"))
                .singleElement()
                .asString()
                .startsWith("agent.firewall.backend = pf is not known; choose one of ")
                .contains("dry-run", "nftables", "iptables")
                .endsWith(" (FILE, line 1)");
    }

    @Test
    void aValueBeyondItsLimitIsNamedWithTheLimit() throws Exception {
        assertThat(linesOf("decision.relay.for=50h", "agent.decisions-max=0"))
                .containsExactly(
                        "agent.decisions-max = 0 cannot be read: '0' is beyond its limits; allowed: 1"
                                + " to 20000000 (FILE, line 2)",
                        "decision.relay.for = 50h must be shorter than or equal to 24 hours"
                                + " (FILE, line 1)");
    }

    @Test
    void anEntryOfAListBeyondItsLimitIsNamed() throws Exception {
        assertThat(linesOf("agent.firewall.ports=25,99999"))
                .containsExactly(
                        "agent.firewall.ports = 25,99999 cannot be read: '99999' is beyond its limits;"
                                + " allowed: 1 to 65535 (FILE, line 1)");
    }

    @Test
    void whatIsNoNetworkIsNamedWithTheReason() throws Exception {
        assertThat(linesOf("agent.allow=10.0.0.0/33"))
                .containsExactly(
                        "agent.allow = 10.0.0.0/33 cannot be read: prefix length must be 0 to 32 in"
                                + " '10.0.0.0/33' (FILE, line 1)");
    }

    @Test
    void aMissingValueIsNamed() throws Exception {
        assertThat(linesOf("ingest.sources.mail.path=/var/log/mail.log"))
                .containsExactly(
                        "ingest.sources.mail.type is not set and has no default; s" + LISTED);
    }

    @Test
    void anEmptyValueIsNamed() throws Exception {
        assertThat(linesOf("decision.relay.for="))
                .containsExactly(
                        "decision.relay.for is empty; give it a value or leave it out (FILE, line"
                                + " 1)");
    }

    @Test
    void aValueRefusedLateIsFoundByWhatTheReasonSpeaksOf() throws Exception {
        // Given
        var file = file("decision.guard.allow=192.0.2.0/24, 10.0.0.0/33", "decision.group=ten");
        // When
        var line =
                faults(file)
                        .lateRefusal(
                                "prefix length must be 0 to 32 in '10.0.0.0/33'",
                                List.of("decision.group", "decision.guard.allow", "agent.host"));
        // Then
        assertThat(line.stream().flatMap(Stream::of))
                .containsExactly(
                        "decision.guard.allow = 192.0.2.0/24, 10.0.0.0/33 cannot be used: prefix"
                                + " length must be 0 to 32 in '10.0.0.0/33' ("
                                + file
                                + ", line 1)");
    }

    @Test
    void aReasonThatSpeaksOfNoValueIsNotBlamedOnASetting() throws Exception {
        var faults = faults(file("decision.group=ten"));
        assertThat(faults.lateRefusal("out of luck", List.of("decision.group"))).isEmpty();
    }
}
