package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.Address;
import org.popauth.events.MailEvent;
import org.popauth.events.OffenceKind;

/// The grammar on lines that nobody wrote for it.
class SharedCorporaTest {

    private static final Address RBL_LISTED = Address.parse("203.0.113.9");
    private static final Address CACHED = Address.parse("203.0.113.66");
    private static final Address CLIENT = Address.parse("203.0.113.10");
    private static final Address IPV6 = Address.parse("2001:db8::1");

    @Test
    void theSevenRefusalsOfARealPostfixAreRecognisedWithTheRightClient() throws IOException {
        // Given
        var lines = SharedCorpora.lines("postfix-3.7.11/maillog.txt");

        // When
        var offences = offences(lines);

        // Then
        assertThat(addresses(offences, OffenceKind.RBL_LISTED)).hasSize(3).containsOnly(RBL_LISTED);
        assertThat(addresses(offences, OffenceKind.REFUSED_AGAIN)).hasSize(2).containsOnly(CACHED);
        assertThat(addresses(offences, OffenceKind.SENDER_FORGED)).hasSize(2).containsOnly(CLIENT);
        assertThat(addresses(offences, OffenceKind.RECIPIENT_FORGED))
                .hasSize(2)
                .containsOnly(CLIENT);
        assertThat(addresses(offences, OffenceKind.HELO_FORGED)).hasSize(2).containsOnly(CLIENT);
        assertThat(addresses(offences, OffenceKind.RECIPIENT_UNKNOWN))
                .hasSize(7)
                .containsOnly(CLIENT);
        assertThat(addresses(offences, OffenceKind.RELAY_DENIED))
                .hasSize(6)
                .containsOnly(CLIENT, IPV6);
    }

    @Test
    void nobodyButTheClientsThemselvesIsNamed() throws IOException {
        // Given
        var lines = SharedCorpora.lines("postfix-3.7.11/maillog.txt");

        // When
        var addresses = events(lines).stream().map(MailEvent::address);

        // Then
        assertThat(addresses).containsOnly(RBL_LISTED, CACHED, CLIENT, IPV6);
    }

    @Test
    void severalRecipientsOfOneConnectionCountOnce() throws IOException {
        // Given
        var lines = SharedCorpora.lines("postfix-3.7.11/maillog-several-recipients.txt");

        // When
        var offences = offences(lines);

        // Then
        assertThat(addresses(offences, OffenceKind.REFUSED_AGAIN)).hasSize(2).containsOnly(CACHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5424", "default", "file", "fwd", "tfwd", "trad"})
    void everyFormatOfRsyslogIsRead(String format) throws IOException {
        // Given
        var lines = SharedCorpora.lines("postfix-3.7.11/rsyslog-format-" + format + ".txt");

        // When
        var offences = offences(lines);

        // Then
        assertThat(addresses(offences, OffenceKind.RELAY_DENIED)).containsExactly(IPV6);
        assertThat(offences.getFirst().host().name()).isEqualTo("vm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crowdsec-hub", "sshguard"})
    void verdictsOfOthersAreSharedButForListedExceptions(String suite) throws IOException {
        // Given
        var judged = SharedCorpora.judged(suite);
        var exceptions = exceptions();

        // When
        var differing = judged.stream().filter(each -> !agrees(each)).toList();

        // Then
        var unexplained = differing.stream().filter(each -> !isListed(each, exceptions)).toList();
        System.Logger log = System.getLogger(SharedCorporaTest.class.getName());
        log.log(
                System.Logger.Level.INFO,
                "{0}: {1} of {2} lines agree, {3} differ for a listed reason",
                suite,
                judged.size() - differing.size(),
                judged.size(),
                differing.size() - unexplained.size());
        assertThat(unexplained).as("lines of %s that differ without a reason", suite).isEmpty();
    }

    @Test
    void everyListedExceptionIsOne() throws IOException {
        // Given
        var exceptions = exceptions().get("lines");
        var judged =
                Stream.concat(
                                SharedCorpora.judged("crowdsec-hub").stream(),
                                SharedCorpora.judged("sshguard").stream())
                        .toList();

        // When
        var differing =
                judged.stream()
                        .filter(each -> !agrees(each))
                        .map(SharedCorpora.Judged::id)
                        .toList();

        // Then
        assertThat(differing).containsAll(() -> exceptions.fieldNames());
    }

    @Test
    void whatIsRecognisedAgreesWithEveryFieldOfPostfixGrok() throws IOException {
        // Given
        var judged = SharedCorpora.judged("postfix-grok");

        // When
        int recognised = 0;
        for (var each : judged) {
            if (each.read() instanceof Reading.Recognised said) {
                recognised++;
                checkFields(each, said.event());
            }
        }

        // Then
        assertThat(recognised).isGreaterThanOrEqualTo(16);
    }

    private static void checkFields(SharedCorpora.Judged each, MailEvent event) {
        var fields = each.expect().get("fields");
        assertThat(event.address().toString())
                .as(each.id())
                .isEqualTo(fields.path("postfix_client_ip").asText());
        if (event instanceof MailEvent.Offence offence && offence.code() != null) {
            var code = fields.path("postfix_status_code").asText();
            var enhanced = fields.path("postfix_status_code_enhanced").asText();
            assertThat(offence.code()).as(each.id()).isEqualTo(code + " " + enhanced);
            assertThat(offence.stage()).isEqualTo(fields.path("postfix_smtp_stage").asText());
            var pairs = fields.path("postfix_keyvalue_data").asText();
            assertThat(pairs).contains("to=<" + offence.recipient() + ">");
            assertThat(pairs).contains("helo=<" + offence.helo() + ">");
        }
    }

    private static boolean agrees(SharedCorpora.Judged each) {
        var reading = each.read();
        if (!each.matches()) {
            return !(reading instanceof Reading.Recognised);
        }
        return reading instanceof Reading.Recognised said
                && said.event().address().equals(Address.parse(each.expect().get("ip").asText()));
    }

    private static JsonNode exceptions() throws IOException {
        return new YAMLMapper()
                .readTree(Path.of("src/test/resources/shared-corpora/exceptions.yaml").toFile());
    }

    private static boolean isListed(SharedCorpora.Judged each, JsonNode exceptions) {
        return exceptions.get("lines").has(each.id());
    }

    private static List<MailEvent> events(List<String> lines) {
        var log = new SampleLog();
        var events = new ArrayList<MailEvent>();
        for (var line : lines) {
            if (log.read(line) instanceof Reading.Recognised said) {
                events.add(said.event());
            }
        }
        return events;
    }

    private static List<MailEvent.Offence> offences(List<String> lines) {
        return events(lines).stream()
                .filter(MailEvent.Offence.class::isInstance)
                .map(MailEvent.Offence.class::cast)
                .toList();
    }

    private static List<Address> addresses(List<MailEvent.Offence> offences, OffenceKind kind) {
        return offences.stream()
                .filter(offence -> offence.kind() == kind)
                .map(MailEvent.Offence::address)
                .toList();
    }
}
