package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.e2e.MailClient.Fate;

/// What popAuth promises, seen from the clients: two mail hosts, one with lmdb tables, one with
/// cdb.
final class LaboratoryIT {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String OURS = "joe@example.org";

    @TempDir static Path folder;

    private static Laboratory laboratory;

    @BeforeAll
    static void startLaboratory() throws IOException {
        laboratory = Laboratory.start(folder, Map.of()).awaitReady();
    }

    @AfterAll
    static void stopLaboratory() throws Exception {
        if (laboratory != null) {
            laboratory.close();
        }
    }

    @Test
    void whoFetchesHisMailMayRelayForAWhileOnEveryMailHost() {
        // Given
        var clients = List.of(client("203.0.113.10"), client("2001:db8:c1::10"));
        for (var client : clients) {
            assertThat(client.relay("mx1").text()).contains("554 5.7.1").contains("Relay access");

            // When
            assertThat(client.fetchMail("mx1")).isTrue();
        }

        // Then
        for (var client : clients) {
            for (var mailHost : Laboratory.MAIL_HOSTS) {
                awaitFate(client, mailHost, Fate.TAKEN);
            }
        }
        assertThat(client("203.0.113.11").relay("mx1").fate()).isEqualTo(Fate.REFUSED);
        for (var client : clients) {
            await("the end of the grant")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(
                            () -> assertThat(client.relay("mx2").fate()).isEqualTo(Fate.REFUSED));
            assertThat(client.relay("mx1").text()).contains("Relay access denied");
        }
    }

    @Test
    void whomTheRblRefusesIsRefusedFromTheCacheThenDroppedEverywhere() {
        // Given
        var client = client("203.0.113.20");
        assertThat(mail(client).text()).contains("blocked using zen.example.net");
        awaitRejected(client);
        int asked = questionsToTheRblAbout(client);
        assertThat(asked).isPositive();

        // When
        var again = mail(client);

        // Then
        assertThat(again.text())
                .contains("Client host rejected: Your IP address has been blacklisted by zen");
        assertThat(questionsToTheRblAbout(client)).isEqualTo(asked);

        // When
        mail(client);
        mail(client);

        // Then
        for (var mailHost : Laboratory.MAIL_HOSTS) {
            awaitFate(client, mailHost, Fate.NO_ANSWER);
        }
    }

    @Test
    void whoIsDroppedAndFetchesHisMailIsFreeAtOnceOnAllHosts() {
        // Given
        var client = client("203.0.113.21");
        assertThat(mail(client).fate()).isEqualTo(Fate.REFUSED);
        awaitRejected(client);
        for (int i = 0; i < 3; i++) {
            mail(client);
        }
        for (var mailHost : Laboratory.MAIL_HOSTS) {
            awaitFate(client, mailHost, Fate.NO_ANSWER);
        }

        // When
        assertThat(client.fetchMail("mx2")).isTrue();

        // Then
        for (var mailHost : Laboratory.MAIL_HOSTS) {
            awaitFate(client, mailHost, Fate.TAKEN);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sender-forged,     203.0.113.31, 3, x@freemail.example, joe@example.org, pc.example.net",
        "recipient-forged,  203.0.113.32, 2, x@example.net, info@domain1.example, pc.example.net",
        "helo-forged,       203.0.113.33, 2, x@example.net, joe@example.org, mx1.example.org",
        "recipient-unknown, 203.0.113.34, 5, x@example.net, nobody@example.org, pc.example.net",
        "relay-denied,      203.0.113.35, 10, x@example.net, y@elsewhere.example, pc.example.net"
    })
    void anOffenceIsRejectedAtItsThresholdAndNotBefore(
            String rule, String address, int threshold, String from, String to, String helo) {
        // Given
        var client = client(address);
        for (int i = 1; i < threshold; i++) {
            assertThat(client.mail("mx1", from, to, helo).fate()).isEqualTo(Fate.REFUSED);
        }
        awaitThatAllIsDecided();
        assertThat(rejectedOn("mx1", client)).isEmpty();
        assertThat(rejectedOn("mx2", client)).isEmpty();

        // When
        client.mail("mx1", from, to, helo);

        // Then
        awaitRejected(client);
        assertThat(client.mail("mx2", "x@example.net", OURS, "pc.example.net").fate())
                .isEqualTo(Fate.REFUSED);
    }

    @Test
    void whatIsFlushedDeletedOrReplacedIsRepairedAndReported() {
        // Given
        var client = client("203.0.113.22");
        mail(client);
        awaitRejected(client);
        for (int i = 0; i < 3; i++) {
            mail(client);
        }
        awaitFate(client, "mx1", Fate.NO_ANSWER);
        for (var harm :
                List.of(
                        "nft flush ruleset",
                        "nft delete table inet popauth",
                        "nft insert rule inet popauth input accept",
                        "pkill -9 -f quarkus-run.ja[r] && nft flush ruleset")) {
            // When
            assertThat(laboratory.on("mx1", "sh", "-c", harm).status()).isZero();

            // Then
            awaitFate(client, "mx1", Fate.NO_ANSWER);
        }
        // When
        laboratory.on("mx1", "sh", "-c", "rm /var/lib/popauth/agent/rbl_cache.*");

        // Then
        awaitRejected(client);
        assertThat(laboratory.on("mx1", "cat", "/var/lib/popauth/agent/popauth.log").output())
                .contains("repaired");
    }

    private static MailClient client(String address) {
        return new MailClient(laboratory, address);
    }

    private static MailClient.Dialogue mail(MailClient client) {
        return client.mail("mx1", "x@example.net", OURS, "pc.example.net");
    }

    private static void awaitFate(MailClient client, String mailHost, Fate fate) {
        await(client.address() + " at " + mailHost)
                .atMost(SOON)
                .untilAsserted(
                        () -> {
                            var dialogue =
                                    fate == Fate.TAKEN
                                            ? client.relay(mailHost)
                                            : client.mail(
                                                    mailHost,
                                                    "x@example.net",
                                                    OURS,
                                                    "pc.example.net");
                            assertThat(dialogue.fate()).as(dialogue.text()).isEqualTo(fate);
                        });
    }

    private static void awaitRejected(MailClient client) {
        for (var mailHost : Laboratory.MAIL_HOSTS) {
            await(client.address() + " rejected by " + mailHost)
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(rejectedOn(mailHost, client)).startsWith("554 "));
        }
    }

    private static String rejectedOn(String mailHost, MailClient client) {
        var table = (mailHost.equals("mx1") ? "lmdb" : "cdb") + ":/var/lib/popauth/agent/rbl_cache";
        return laboratory.on(mailHost, "postmap", "-q", client.address(), table).output();
    }

    private static int next = 60;

    /// A line that comes later and has been decided on: what came before it has been, too.
    private static void awaitThatAllIsDecided() {
        var witness = client("203.0.113." + next++);
        assertThat(witness.fetchMail("mx1")).isTrue();
        awaitFate(witness, "mx1", Fate.TAKEN);
    }

    private static int questionsToTheRblAbout(MailClient client) {
        var part = client.address().split("\\.");
        var name = part[3] + "." + part[2] + "." + part[1] + "." + part[0] + ".zen.example.net";
        var count = laboratory.on("rbl", "grep", "-c", name, "/mnt/rbl/queries").output();
        return Integer.parseInt(count.strip());
    }
}
