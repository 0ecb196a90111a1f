package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.Address;

/// The grammar on the log lines that fail2ban is tested with, where Debian's package installs them
/// or the system property `popauth.fail2ban-logs` says.
///
/// Before a line stands whether it counts, and for which address. Where this grammar differs on
/// purpose, `shared-corpora/fail2ban.yaml` says by which words of the daemon and why.
class Fail2banLogsTest {

    private static final String INSTALLED =
            "/usr/lib/python3/dist-packages/fail2ban/tests/files/logs";
    private static final String JUDGEMENT = "failJSON: ";
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postfix",
                "dovecot",
                "exim",
                "exim-spam",
                "sendmail-auth",
                "sendmail-reject",
                "courier-auth",
                "courier-smtp",
                "cyrus-imap",
                "sieve",
                "uwimap-auth",
                "perdition",
                "solid-pop3d",
                "qmail",
                "roundcube-auth",
                "sogo-auth",
                "horde",
                "squirrelmail",
                "openwebmail",
                "kerio",
                "domino-smtp",
                "assp",
                "oracleims"
            })
    void verdictsAreSharedButForListedExceptions(String file) throws IOException {
        // Given
        var judged = judged(file);

        // When
        var differing = judged.stream().filter(Judged::differs).toList();

        // Then
        var exceptions = exceptions(file);
        System.Logger log = System.getLogger(Fail2banLogsTest.class.getName());
        log.log(
                System.Logger.Level.INFO,
                "fail2ban, {0}: {1} of {2} lines agree, {3} differ",
                file,
                judged.size() - differing.size(),
                judged.size(),
                differing.size());
        assertThat(judged).isNotEmpty();
        assertThat(differing)
                .as("lines of %s that differ without a reason", file)
                .allMatch(each -> exceptions.stream().anyMatch(each.line::contains));
    }

    @Test
    void whatCountsForNobodyCountsHereForNobody() throws IOException {
        // Given
        var accused = new ArrayList<Judged>();

        // When
        for (var file : listed()) {
            judged(file).stream()
                    .filter(each -> !each.counts && each.differs())
                    .forEach(accused::add);
        }

        // Then
        assertThat(accused).isEmpty();
    }

    @Test
    void everyListedExceptionIsOne() throws IOException {
        // Given
        var unused = new TreeSet<String>();

        // When
        for (var file : listed()) {
            var differing = judged(file).stream().filter(Judged::differs).toList();
            for (var words : exceptions(file)) {
                if (differing.stream().noneMatch(each -> each.line.contains(words))) {
                    unused.add(file + ": " + words);
                }
            }
        }

        // Then
        assertThat(unused).isEmpty();
    }

    /// A line with its verdict and what came of it.
    ///
    /// @param told the addresses that earlier lines of the file have led to events about
    private record Judged(
            String line, boolean counts, String host, Reading reading, Set<Address> told) {

        boolean differs() {
            if (!counts) {
                return reading instanceof Reading.Recognised;
            }
            var address = Address.parse(host);
            return reading instanceof Reading.Recognised said
                    ? !said.event().address().equals(address)
                    : reading != Reading.Ignored.REPEATED || !told.contains(address);
        }
    }

    private static List<Judged> judged(String file) throws IOException {
        var judged = new ArrayList<Judged>();
        var log = new SampleLog();
        var told = new HashSet<Address>();
        JsonNode verdict = null;
        for (var line : Files.readAllLines(logs().resolve(file), StandardCharsets.ISO_8859_1)) {
            var next = verdict(line);
            if (next != null) {
                verdict = next;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                var reading = log.read(line);
                if (verdict != null) {
                    judged.add(judged(line, verdict, reading, Set.copyOf(told)));
                }
                if (reading instanceof Reading.Recognised said) {
                    told.add(said.event().address());
                }
                verdict = null;
            }
        }
        return judged;
    }

    private static Judged judged(
            String line, JsonNode verdict, Reading reading, Set<Address> told) {
        return new Judged(
                line,
                verdict.path("match").asBoolean(),
                verdict.path("host").asText(),
                reading,
                told);
    }

    private static @Nullable JsonNode verdict(String line) throws IOException {
        int at = line.startsWith("#") ? line.indexOf(JUDGEMENT) : -1;
        return at < 0 ? null : JSON.readTree(line.substring(at + JUDGEMENT.length()));
    }

    private static Path logs() {
        var logs = Path.of(System.getProperty("popauth.fail2ban-logs", INSTALLED));
        assumeTrue(
                Files.isDirectory(logs),
                "fail2ban's test logs are not there: no directory "
                        + logs
                        + " (Debian's package fail2ban; or -Dpopauth.fail2ban-logs=DIR)");
        return logs;
    }

    private static JsonNode allExceptions() throws IOException {
        return new YAMLMapper()
                .readTree(Path.of("src/test/resources/shared-corpora/fail2ban.yaml").toFile());
    }

    private static List<String> listed() throws IOException {
        var files = new ArrayList<String>();
        allExceptions().fieldNames().forEachRemaining(files::add);
        return files;
    }

    private static List<String> exceptions(String file) throws IOException {
        var words = new ArrayList<String>();
        allExceptions().path(file).fieldNames().forEachRemaining(words::add);
        return words;
    }
}
