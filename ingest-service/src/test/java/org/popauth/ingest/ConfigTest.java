package org.popauth.ingest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.MailHost;
import org.popauth.ingest.IngestConfig.From;
import org.popauth.ingest.IngestConfig.Type;
import org.popauth.ingest.source.SourceSpec;

class ConfigTest {

    @TempDir Path directory;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void configureOneSource() {
        settings.put("ingest.sources.a.type", "file");
        settings.put("ingest.sources.a.path", directory.resolve("mail.log").toString());
    }

    private void rejected(String... parts) {
        assertThatThrownBy(() -> ConfiguredSources.of(Ingest.config(settings)))
                .satisfies(e -> assertThat(e).message().contains(parts));
    }

    @Test
    void theDefaults() {
        // When
        var config = Ingest.config(Map.of());
        // Then
        assertThat(config.host()).isEmpty();
        assertThat(config.zone()).isEmpty();
        assertThat(config.ipv6PrefixLength()).isEqualTo(64);
        assertThat(config.checkpointDir()).isEqualTo(Path.of("/var/lib/popauth/ingest"));
        assertThat(config.checkpointEvery()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.now()).isEmpty();
        assertThat(config.pollInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.lineBytesMax()).isEqualTo(65536);
        assertThat(config.inFlightMax()).isEqualTo(4096);
        assertThat(config.patterns()).isEmpty();
        assertThat(config.sources()).isEmpty();
    }

    @Test
    void everySettingIsRead() {
        // Given
        settings.put("ingest.host", "mx1");
        settings.put("ingest.zone", "Europe/Berlin");
        settings.put("ingest.ipv6-prefix-length", "56");
        settings.put("ingest.checkpoint-dir", "/x");
        settings.put("ingest.checkpoint-every", "2s");
        settings.put("ingest.now", "2026-11-23T06:00:00Z");
        settings.put("ingest.poll-interval", "20ms");
        settings.put("ingest.line-bytes-max", "2048");
        settings.put("ingest.in-flight-max", "7");
        settings.put("ingest.patterns", "/etc/popauth/patterns.yaml");
        settings.put("ingest.sources.a.host", "mx2");
        settings.put("ingest.sources.a.zone", "UTC");
        settings.put("ingest.sources.a.follow", "false");
        settings.put("ingest.sources.a.from", "end");
        // When
        var config = Ingest.config(settings);
        // Then
        assertThat(config.host()).contains("mx1");
        assertThat(config.zone()).contains("Europe/Berlin");
        assertThat(config.ipv6PrefixLength()).isEqualTo(56);
        assertThat(config.checkpointDir()).isEqualTo(Path.of("/x"));
        assertThat(config.checkpointEvery()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.now()).contains("2026-11-23T06:00:00Z");
        assertThat(config.pollInterval()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.lineBytesMax()).isEqualTo(2048);
        assertThat(config.inFlightMax()).isEqualTo(7);
        assertThat(config.patterns()).contains(Path.of("/etc/popauth/patterns.yaml"));
        var source = requireNonNull(config.sources().get("a"));
        assertThat(source.type()).isEqualTo(Type.FILE);
        assertThat(source.path()).contains(directory.resolve("mail.log"));
        assertThat(source.host()).isEqualTo(Optional.of("mx2"));
        assertThat(source.zone()).isEqualTo(Optional.of("UTC"));
        assertThat(source.follow()).isFalse();
        assertThat(source.from()).isEqualTo(From.END);
    }

    @Test
    void aSourceTakesHostAndZoneOfTheServiceUnlessItHasItsOwn() {
        // Given
        settings.put("ingest.host", "mx1");
        settings.put("ingest.zone", "Europe/Berlin");
        settings.put("ingest.sources.a.host", "mx2");
        // When
        var specs = ConfiguredSources.of(Ingest.config(settings));
        // Then
        assertThat(specs)
                .containsExactly(
                        new SourceSpec.LogFile(
                                "a",
                                new MailHost("mx2"),
                                ZoneId.of("Europe/Berlin"),
                                directory.resolve("mail.log"),
                                true,
                                false));
    }

    @Test
    void patternsThatAreWrongAreRejectedWithLineAndColumn() throws IOException {
        var file = directory.resolve("patterns.yaml");
        settings.put("ingest.patterns", file.toString());

        rejectedPatterns("ingest.patterns=" + file + ": cannot be read");
        Files.writeString(file, "patterns:\n  - name: x\n    evnt: offence\n");
        rejectedPatterns(
                "ingest.patterns=" + file + ": is not right:",
                file + ":3:5: unknown key \"evnt\"; keys are after, event, kind");
    }

    private void rejectedPatterns(String... parts) {
        assertThatThrownBy(() -> ConfiguredPatterns.of(Ingest.config(settings)))
                .satisfies(e -> assertThat(e).message().contains(parts));
    }

    @Test
    void anUnknownTypeIsRejected() {
        settings.put("ingest.sources.a.type", "relp");
        rejected("ingest.sources.a.type", "relp", "file", "pipe", "stdin", "tls");
    }

    private void listen(String type) {
        settings.put("ingest.sources.a.type", type);
        settings.put("ingest.sources.a.listen", "[::1]:6514");
        settings.put("ingest.sources.a.senders", "mx1=192.0.2.10,198.51.100.0/24");
    }

    @Test
    void aListenerIsRead() {
        // Given
        listen("tcp");
        // When
        var specs = ConfiguredSources.of(Ingest.config(settings));
        // Then
        assertThat(specs)
                .singleElement()
                .extracting(SourceSpec::id)
                .asString()
                .endsWith(":tcp:[::1]:6514");
    }

    @Test
    void aListenerWithoutAnAddressIsRejected() {
        listen("udp");
        for (var wrong : List.of("", "6514", "mx1:6514", "192.0.2.5:65536", "192.0.2.5:x")) {
            settings.put("ingest.sources.a.listen", wrong);
            rejected("ingest.sources.\"a\".listen=" + wrong, "192.0.2.5:6514");
        }
    }

    @Test
    void aListenerForEverybodyIsRejected() {
        listen("tls");
        settings.remove("ingest.sources.a.senders");
        rejected("ingest.sources.\"a\".senders", "can open the relay", "0.0.0.0/0");
    }

    @Test
    void aSenderThatIsNoAddressIsRejected() {
        listen("tcp");
        settings.put("ingest.sources.a.senders", "192.0.2.10,mx1.example.org");
        rejected("ingest.sources.\"a\".senders=mx1.example.org", "mx1=2001:db8::10");
    }

    @Test
    void missingCertificatesAreRejected() throws Exception {
        listen("tls");
        rejected("ingest.sources.\"a\".tls.certificate", "is missing");
        settings.put("ingest.sources.a.tls.certificate", "/no/such.pem");
        rejected("ingest.sources.\"a\".tls.certificate=/no/such.pem", "cannot be read");
        var file = Files.createFile(directory.resolve("some.pem")).toString();
        settings.put("ingest.sources.a.tls.certificate", file);
        rejected("ingest.sources.\"a\".tls.key", "is missing");
    }

    @Test
    void aTopicIsRead() {
        // Given
        settings.put("ingest.sources.a.type", "kafka");
        // When
        var specs = ConfiguredSources.of(Ingest.config(settings));
        // Then
        assertThat(specs).singleElement().isInstanceOf(SourceSpec.Topic.class);
        var topic = (SourceSpec.Topic) specs.getFirst();
        assertThat(topic.topic()).isEqualTo("syslog");
        assertThat(topic.group()).isEqualTo("popauth-ingest");
        assertThat(topic.fromEnd()).isFalse();
        assertThat(topic.id()).isEqualTo("kafka:syslog");
    }

    @Test
    void aTopicThatCannotBeIsRejected() {
        settings.put("ingest.sources.a.type", "kafka");
        settings.put("ingest.sources.a.topic", "mail log");
        rejected("ingest.sources.\"a\".topic=mail log", "name of a topic");
        settings.put("ingest.sources.a.topic", "mail-log");
        settings.put("ingest.sources.a.group", " ");
        rejected("ingest.sources.\"a\".group", "consumer group");
    }

    @Test
    void aSourceWithoutAPathIsRejected() {
        settings.remove("ingest.sources.a.path");
        rejected("ingest.sources.\"a\".path", "is missing");
    }

    @Test
    void aMissingDirectoryIsRejected() {
        settings.put("ingest.sources.a.path", directory.resolve("no/mail.log").toString());
        rejected("ingest.sources.\"a\".path", "there is no directory " + directory.resolve("no"));
    }

    @Test
    void aDirectoryInPlaceOfAFileIsRejected() {
        settings.put("ingest.sources.a.path", directory.toString());
        rejected("ingest.sources.\"a\".path", "is a directory");
    }

    @Test
    void aFileInPlaceOfAPipeIsRejected() throws Exception {
        Files.createFile(directory.resolve("mail.log"));
        settings.put("ingest.sources.a.type", "pipe");
        rejected("ingest.sources.\"a\".path", "is no named pipe", "type=file");
    }

    @Test
    void anArchiveThatDoesNotExistIsRejected() {
        settings.put("ingest.sources.a.follow", "false");
        rejected("ingest.sources.\"a\".path", "does not exist", "follow=true");
    }

    @Test
    void theSameFileTwiceIsRejected() {
        settings.put("ingest.sources.b.type", "file");
        settings.put("ingest.sources.b.path", directory.resolve("./mail.log").toString());
        rejected("mail.log", "read it once");
    }

    @Test
    void badNamesOfHostsAndZonesAreRejected() {
        settings.put("ingest.host", "mx 1");
        rejected("ingest.host=mx 1", "letters, digits");
        settings.put("ingest.host", "mx1");
        settings.put("ingest.sources.a.zone", "Berlin");
        rejected("ingest.sources.\"a\".zone=Berlin", "must be a time zone");
    }

    @Test
    void aTimeThatIsNoneIsRejected() {
        settings.put("ingest.now", "yesterday");
        assertThatThrownBy(() -> IngestClock.of(Ingest.config(settings)))
                .hasMessage("ingest.now=yesterday: must be a time such as 2026-11-23T06:00:00Z");
    }

    @Test
    void unknownSettingsAreRejected() {
        settings.put("ingest.sources.a.pth", "x");
        rejected("ingest.sources.a.pth");
    }
}
