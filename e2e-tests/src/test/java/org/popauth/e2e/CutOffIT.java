package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.e2e.MailClient.Fate;

/// Broker, database and decisions are gone, and a mail host loses its power meanwhile, and with it
/// all that its kernel knew. Ten minutes of outage would be the same but longer: bans and grants
/// last 75 s here, not hours, so that the outage outlasts them and their ends can be seen.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CutOffIT {

    private static final Pattern UNTIL = Pattern.compile(" until (\\S+) ");

    @TempDir static Path folder;

    private static Laboratory laboratory;
    private static MailHost mx1;
    private static MailHost mx2;
    private static MailClient stranger;
    private static MailClient friend;
    private static MailClient offender;

    @BeforeAll
    static void cutOff() throws IOException {
        laboratory =
                Laboratory.start(
                                folder,
                                Map.of(
                                        "LABORATORY_WINDOW",
                                        "75s",
                                        "LABORATORY_SETTINGS",
                                        """
                                        decision.rules."rbl-listed".duration=75s
                                        decision.rules."refused-again".duration=75s
                                        """))
                        .awaitReady();
        mx1 = new MailHost(laboratory, "mx1", "lmdb");
        mx2 = new MailHost(laboratory, "mx2", "cdb");
        stranger = new MailClient(laboratory, "203.0.113.70");
        friend = new MailClient(laboratory, "203.0.113.71");
        offender = new MailClient(laboratory, "203.0.113.20");
        offender.mail("mx1");
        mx1.awaitRejected(offender);
        for (int i = 0; i < 3; i++) {
            offender.mail("mx1");
        }
        assertThat(friend.fetchMail("mx1")).isTrue();
        for (var host : Laboratory.MAIL_HOSTS) {
            offender.awaitMail(host, Fate.NO_ANSWER);
            friend.awaitRelay(host, Fate.TAKEN);
        }
        power("off", "central");
        power("off", "mx1");
        power("on", "mx1");
        stranger.awaitMail("mx1", Fate.TAKEN);
    }

    private static void power(String how, String machine) {
        assertThat(laboratory.run("power", how, machine).status()).isZero();
    }

    @AfterAll
    static void stopLaboratory() throws Exception {
        if (laboratory != null) {
            laboratory.close();
        }
    }

    @Test
    @Order(1)
    void mailFlowsAndWhatWasDecidedHoldsAfterABootToo() {
        assertThat(mx1.sh("cat /run/restored").strip()).as("status of restore").isEqualTo("0");
        for (var host : Laboratory.MAIL_HOSTS) {
            assertThat(stranger.mail(host).fate()).as(host).isEqualTo(Fate.TAKEN);
            assertThat(friend.relay(host).fate()).as(host).isEqualTo(Fate.TAKEN);
            assertThat(stranger.relay(host).fate()).as(host).isEqualTo(Fate.REFUSED);
            assertThat(offender.mail(host).fate()).as(host).isEqualTo(Fate.NO_ANSWER);
        }
        assertThat(Instant.now()).as("all that was while it had to hold").isBefore(firstEnd());
    }

    @Test
    @Order(2)
    void bansAndGrantsEndOnTime() {
        // Given
        await("the end").atMost(Duration.ofMinutes(2)).until(CutOffIT::isOver);

        // Then
        assertThatAllIsOverOn("mx1");
        assertThatAllIsOverOn("mx2");
    }

    private static void assertThatAllIsOverOn(String host) {
        offender.awaitMail(host, Fate.REFUSED);
        friend.awaitRelay(host, Fate.REFUSED);
        assertThat(friend.relay(host).text()).contains("Relay access denied");
        assertThat(stranger.mail(host).fate()).isEqualTo(Fate.TAKEN);
        assertThat(Instant.now()).isBefore(endOfAll().plus(MailClient.SOON));
    }

    private static boolean isOver() {
        return Instant.now().isAfter(endOfAll());
    }

    private static Instant firstEnd() {
        return Collections.min(ends());
    }

    private static Instant endOfAll() {
        return Collections.max(ends());
    }

    private static List<Instant> ends() {
        return List.of(
                end(mx2, "rejected", offender),
                end(mx2, "dropped", offender),
                end(mx2, "granted", friend));
    }

    /// When an effect ends, as the agent's log says.
    private static Instant end(MailHost host, String effect, MailClient client) {
        var lines = host.log().lines();
        var last =
                lines.filter(line -> line.contains(" " + effect + " " + client.address() + " "))
                        .reduce((first, second) -> second)
                        .orElseThrow();
        var until = UNTIL.matcher(last);
        assertThat(until.find()).as(last).isTrue();
        return Instant.parse(until.group(1));
    }
}
