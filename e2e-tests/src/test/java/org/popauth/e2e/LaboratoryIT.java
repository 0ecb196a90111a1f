package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.e2e.MailClient.Fate;

/// What popAuth promises, seen from the clients: two mail hosts, one with lmdb tables and nftables,
/// one with cdb tables and iptables. The stories are of different clients; the first of them takes
/// a minute and ends last.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LaboratoryIT {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    @TempDir static Path folder;

    private static Laboratory laboratory;
    private static MailHost mx1;
    private static MailHost mx2;
    private static Instant lastLogin = Instant.EPOCH;

    @BeforeAll
    static void startLaboratory() throws IOException {
        laboratory =
                Laboratory.start(
                                folder,
                                Map.of(
                                        "LABORATORY_TABLES", "lmdb cdb",
                                        "LABORATORY_BACKEND", "nftables iptables"))
                        .awaitReady();
        mx1 = new MailHost(laboratory, "mx1", "lmdb");
        mx2 = new MailHost(laboratory, "mx2", "cdb");
    }

    @AfterAll
    static void stopLaboratory() throws Exception {
        if (laboratory != null) {
            laboratory.close();
        }
    }

    @Test
    @Order(1)
    void whoFetchesHisMailMayRelayOnEveryMailHost() {
        for (var client : List.of(client("203.0.113.10"), client("2001:db8:c1::10"))) {
            // Given
            assertThat(client.relay("mx1").text()).contains("554 5.7.1").contains("Relay access");

            // When
            assertThat(client.fetchMail("mx1")).isTrue();
            lastLogin = Instant.now();

            // Then
            for (var mailHost : Laboratory.MAIL_HOSTS) {
                client.awaitRelay(mailHost, Fate.TAKEN);
            }
        }
        assertThat(client("203.0.113.11").relay("mx1").fate()).isEqualTo(Fate.REFUSED);
        // A neighbour in the same /64: a log-in vouches for one address.
        assertThat(client("2001:db8:c1::11").relay("mx1").fate()).isEqualTo(Fate.REFUSED);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void whoseLastLogInIsTooLongAgoIsAStrangerAgain() {
        // Given
        await("the end of the window").atMost(WINDOW).until(this::isWindowOver);

        for (var client : List.of(client("203.0.113.10"), client("2001:db8:c1::10"))) {
            for (var mailHost : Laboratory.MAIL_HOSTS) {
                // When
                client.awaitRelay(mailHost, Fate.REFUSED);

                // Then
                assertThat(client.relay(mailHost).text()).contains("Relay access denied");
            }
        }
    }

    private boolean isWindowOver() {
        return Instant.now().isAfter(lastLogin.plus(WINDOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx1", "mx2"})
    void theDoctorFindsNothingWrong(String mailHost) throws IOException {
        // When
        var said = doctor(mailHost, "--problems");

        // Then
        assertThat(said).contains("\n0 wrong, ");
        assertThat(said.lines())
                .filteredOn(line -> line.matches(" {2}(wrong|unread|look at) .*"))
                .as("all but what a host without systemd cannot tell, and Debian's own settings")
                .allMatch(
                        line ->
                                line.contains("can say whether the clock is set")
                                        || line.contains(
                                                "/etc/nftables.conf says `flush ruleset`"));
    }

    @Test
    void theDoctorTriesTheAgentsCertificateAndTheClockOfTheBroker() throws IOException {
        // When
        var said = doctor("mx1");

        // Then
        assertThat(said)
                .contains(
                        "right     broker 198.51.100.5:9094: answers by TLSv1.3, the certificates of"
                                + " both are good")
                .containsPattern("right     this host's clock and the broker's differ by 0\\.");
    }

    private static String doctor(String mailHost, String... options) throws IOException {
        var popauth = Path.of("../popauth").toRealPath().toString();
        var java = "JAVA_HOME=" + System.getProperty("java.home");
        var words = new ArrayList<>(List.of("env", "POPAUTH_BUILD=no", java, popauth, "doctor"));
        words.addAll(List.of(options));
        return laboratory.on(mailHost, words.toArray(String[]::new)).output();
    }

    @Test
    void whomTheRblRefusesIsRefusedFromTheCacheThenDroppedEverywhere() {
        // Given
        var client = client("203.0.113.20");
        assertThat(client.mail("mx1").text()).contains("blocked using zen.example.net");
        awaitRejected(client);
        int asked = questionsToTheRblAbout(client);
        assertThat(asked).isPositive();

        // When
        var again = client.mail("mx1");

        // Then
        assertThat(again.text())
                .contains("554 5.7.1")
                .contains("Your IP address has been blacklisted by zen.example.net. Visit their")
                .contains("listed for the laboratory");
        assertThat(questionsToTheRblAbout(client)).isEqualTo(asked);

        // When
        client.mail("mx1");
        client.mail("mx1");

        // Then
        for (var mailHost : Laboratory.MAIL_HOSTS) {
            client.awaitMail(mailHost, Fate.NO_ANSWER);
        }
        assertThat(questionsToTheRblAbout(client)).isEqualTo(asked);
        assertThat(laboratory.on("mx2", "cat", "/var/log/laboratory/mx2.log").output())
                .as("what the other mail host saw")
                .doesNotContain(client.address());
    }

    @Test
    void whoIsDroppedAndFetchesHisMailIsFreeAtOnceOnAllHosts() {
        // Given
        var client = client("203.0.113.21");
        dropped(client);

        // When
        assertThat(client.fetchMail("mx2")).isTrue();

        // Then
        for (var mailHost : Laboratory.MAIL_HOSTS) {
            client.awaitRelay(mailHost, Fate.TAKEN);
            client.awaitMail(mailHost, Fate.TAKEN);
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
        awaitDecidedOn(client, rule, threshold - 1);
        assertThat(mx1.rejected(client)).isEmpty();
        assertThat(mx2.rejected(client)).isEmpty();
        assertThat(client.mail("mx2").fate()).isEqualTo(Fate.TAKEN);

        // When
        client.mail("mx1", from, to, helo);

        // Then
        awaitRejected(client);
        assertThat(mx1.log())
                .containsPattern(" rejected " + client.address() + " until \\S+ " + rule);
        for (var mailHost : Laboratory.MAIL_HOSTS) {
            assertThat(client.mail(mailHost).fate()).isEqualTo(Fate.REFUSED);
        }
    }

    @Test
    void inPlaceALogInCountsWithinTheSessionAndInANewFileInTheNext() throws Exception {
        // Given
        var client = client("203.0.113.40");
        var recipient = "RCPT TO:<ann@elsewhere.example>";
        try (var lmdb = new SmtpSession(client, "mx1");
                var cdb = new SmtpSession(client, "mx2")) {
            for (var session : List.of(lmdb, cdb)) {
                assertThat(session.say("MAIL FROM:<joe@example.org>")).startsWith("250");
                assertThat(session.say(recipient)).contains("Relay access denied");
            }

            // When
            assertThat(client.fetchMail("mx1")).isTrue();
            mx1.awaitGranted(client);
            mx2.awaitGranted(client);

            // Then
            assertThat(lmdb.say(recipient)).startsWith("250");
            assertThat(cdb.say(recipient)).contains("Relay access denied");
        }
        client.awaitRelay("mx2", Fate.TAKEN);
    }

    /// Rejected, and dropped on both hosts.
    private static void dropped(MailClient client) {
        assertThat(client.mail("mx1").fate()).isEqualTo(Fate.REFUSED);
        awaitRejected(client);
        for (int i = 0; i < 3; i++) {
            client.mail("mx1");
        }
        for (var mailHost : Laboratory.MAIL_HOSTS) {
            client.awaitMail(mailHost, Fate.NO_ANSWER);
        }
    }

    private static void awaitRejected(MailClient client) {
        mx1.awaitRejected(client);
        mx2.awaitRejected(client);
    }

    /// Waits until so many offences count against a client, which is known together with what
    /// follows from them; nothing does.
    private static void awaitDecidedOn(MailClient client, String kind, int offences) {
        var question =
                "curl -s -H \"Authorization: Bearer $(cat /var/lib/popauth/api-token)\""
                        + " 'http://198.51.100.5:8080/decision/v1/client?client=%s'"
                                .formatted(client.address());
        await(offences + " offences of " + client.address())
                .atMost(MailClient.SOON)
                .untilAsserted(
                        () ->
                                assertThat(laboratory.on("central", "sh", "-c", question).output())
                                        .contains(
                                                "\"offences\":{\"" + kind + "\":" + offences + "}")
                                        .contains("\"standing\":[]"));
    }

    private static MailClient client(String address) {
        return new MailClient(laboratory, address);
    }

    /// From the RBL's own list of queries.
    private static int questionsToTheRblAbout(MailClient client) {
        var part = client.address().split("\\.");
        var name = part[3] + "." + part[2] + "." + part[1] + "." + part[0] + ".zen.example.net";
        var count = laboratory.on("rbl", "grep", "-c", name, "/mnt/rbl/queries").output();
        return Integer.parseInt(count.strip());
    }
}
