package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.pollinterval.IterativePollInterval.iterative;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.e2e.MailClient.Fate;

/// Mail hosts with `hash` tables, where only the next session sees a change, and the second one
/// with live answers, which count within the session; and that a laboratory leaves nothing behind.
final class LiveLaboratoryIT {

    private static final Duration SOON = MailClient.SOON;

    @TempDir static Path folder;

    private static Laboratory laboratory;

    @BeforeAll
    static void startLaboratory() throws IOException {
        laboratory =
                Laboratory.start(
                                folder,
                                Map.of("LABORATORY_TABLES", "hash hash", "LABORATORY_LIVE", "mx2"))
                        .awaitReady();
    }

    @AfterAll
    static void stopLaboratory() throws Exception {
        if (laboratory != null) {
            laboratory.close();
        }
    }

    @Test
    void withHashTablesALogInCountsFromTheNextSessionOn() {
        // Given
        var client = new MailClient(laboratory, "203.0.113.40");
        assertThat(client.relay("mx1").fate()).isEqualTo(Fate.REFUSED);

        // When
        assertThat(client.fetchMail("mx1")).isTrue();

        // Then
        await("a relayed mail")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(client.relay("mx1").fate()).isEqualTo(Fate.TAKEN));
    }

    @Test
    void withLiveAnswersALogInCountsWithinTheSession() throws Exception {
        // Given
        var client = new MailClient(laboratory, "203.0.113.41");
        try (var session = new SmtpSession(client, "mx2")) {
            assertThat(session.say("MAIL FROM:<joe@example.org>")).startsWith("250");
            var recipient = "RCPT TO:<ann@elsewhere.example>";
            assertThat(session.say(recipient)).contains("Relay access denied");

            // When
            assertThat(client.fetchMail("mx1")).isTrue();

            // Then: Postfix ends a session after 20 refusals, so it is asked less and less often
            await("a recipient in the same session")
                    .atMost(SOON)
                    .pollInterval(iterative(it -> it.multipliedBy(2), Duration.ofMillis(300)))
                    .untilAsserted(() -> assertThat(session.say(recipient)).startsWith("250"));
        }
        await("a line about what was relayed")
                .atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                laboratory
                                                        .on(
                                                                "mx2",
                                                                "cat",
                                                                "/var/lib/popauth/agent/popauth.log")
                                                        .output())
                                        .contains("allowed " + client.address()));
    }

    @Test
    void aLaboratoryThatIsKilledLeavesNothingBehind() throws Exception {
        // Given
        var before = traces();
        var other = Laboratory.start(Files.createDirectory(folder.resolve("other")), Map.of());
        await("its first processes")
                .atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(other.handle().descendants().count())
                                        .as(other.output())
                                        .isGreaterThan(20));
        var processes = other.handle().descendants().toList();

        // When
        other.handle().destroyForcibly();

        // Then
        assertThat(other.handle().onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
        await("the end of its processes")
                .atMost(SOON)
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(traces()).isEqualTo(before);
    }

    /// Network namespaces, mounts and interfaces of this machine.
    private static List<String> traces() {
        return List.of(
                Command.run("ip", "netns", "list").output(),
                Command.run("findmnt", "--raw", "--noheadings", "--output", "TARGET,FSTYPE")
                        .output(),
                Command.run("ip", "-brief", "link").output());
    }
}
