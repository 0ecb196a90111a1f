package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.MailEvent;

/// Lines of a daemon that only the operator's patterns know.
class PatternsTest {

    private static final String PATTERNS =
            """
            patterns:
              - name: web-login-failed
                programs: webd
                event: login-failed
                service: webmail
                pattern: 'login of (?P<user>[^ ]+) from (?P<client>[^ ]+) refused'
                samples:
                  - line: 'Mar  1 10:00:06 web1 webd[1]: login of joe from 192.0.2.9 refused'
                    gives: {client: 192.0.2.9, user: joe}
            """;

    @TempDir Path directory;

    @Test
    void aLineOfADaemonThatOnlyAPatternKnowsIsPublishedAndCounted() throws Exception {
        // Given
        var log = directory.resolve("mail.log");
        var patterns = Files.writeString(directory.resolve("patterns.yaml"), PATTERNS);
        var outlet = RecordingOutlet.prompt();
        Files.writeString(
                log,
                """
                Mar  1 10:00:06 web1 webd[1]: login of anna from 203.0.113.9 refused
                Mar  1 10:00:07 web1 webd[1]: something else
                """);
        var settings =
                Map.of(
                        "ingest.patterns", patterns.toString(),
                        "ingest.sources.a.type", "file",
                        "ingest.sources.a.path", log.toString());

        // When
        try (var ingest = Ingest.start(directory, outlet, settings)) {
            await().until(() -> ingest.source().counters().lines.sum() == 2);

            // Then
            assertThat(outlet.events())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            MailEvent.LoginFailed.class,
                            failed -> {
                                assertThat(failed.address()).hasToString("203.0.113.9");
                                assertThat(failed.user()).isEqualTo("anna");
                            });
            assertThat(ingest.metric("pattern.lines")).isEqualTo(1);
        }
    }
}
