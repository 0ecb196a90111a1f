package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.e2e.MailClient.Fate;

/// Somebody breaks what holds on a mail host: it is repaired, or still in force, and reported. One
/// host has nftables, the other iptables and ipset.
final class HarmIT {

    @TempDir static Path folder;

    private static Laboratory laboratory;
    private static MailHost mx1;
    private static MailHost mx2;

    /// Rejected and dropped on both hosts.
    private static MailClient offender;

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
        offender = new MailClient(laboratory, "203.0.113.22");
        offender.mail("mx1");
        mx1.awaitRejected(offender);
        for (int i = 0; i < 3; i++) {
            offender.mail("mx1");
        }
        for (var mailHost : Laboratory.MAIL_HOSTS) {
            offender.awaitMail(mailHost, Fate.NO_ANSWER);
        }
    }

    @AfterAll
    static void stopLaboratory() throws Exception {
        if (laboratory != null) {
            laboratory.close();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nft delete table inet popauth | iptables -I INPUT -p tcp -j ACCEPT",
                "nft insert rule inet popauth input accept | ip6tables -F; iptables -D INPUT -j POPAUTH",
                // What a restart of Debian's service does, and what an old script of a firewall
                // does.
                "nft -f /etc/nftables.conf | iptables -F; iptables -X; ip6tables -F; ip6tables -X; ipset destroy || true"
            })
    void aFirewallThatLostWhatMustHoldIsRepairedAndItIsReported(String nftables, String iptables) {
        // Given
        int before1 = mx1.repairsTold();
        int before2 = mx2.repairsTold();

        // When
        mx1.sh(nftables);
        mx2.sh(iptables);

        // Then
        await("a line about each repair")
                .atMost(MailClient.SOON)
                .until(() -> mx1.repairsTold() > before1 && mx2.repairsTold() > before2);
        for (var mailHost : Laboratory.MAIL_HOSTS) {
            assertThat(offender.mail(mailHost).fate()).as(mailHost).isEqualTo(Fate.NO_ANSWER);
        }
    }

    @Test
    void aFlushedFirewallIsReportedInTheLogAndOnThePages() {
        // Given
        int before1 = mx1.told("repaired DROP", offender);
        int before2 = mx2.told("repaired DROP", offender);
        int onPage1 = mx1.repairsOnPage(offender);
        int onPage2 = mx2.repairsOnPage(offender);

        // When
        mx1.sh("nft flush ruleset");
        mx2.sh("iptables -F");

        // Then
        awaitReport(mx1, before1, onPage1, "table inet popauth is not there");
        awaitReport(mx2, before2, onPage2, "chain POPAUTH is not the first");
        for (var mailHost : Laboratory.MAIL_HOSTS) {
            assertThat(offender.mail(mailHost).fate()).as(mailHost).isEqualTo(Fate.NO_ANSWER);
        }
    }

    private static void awaitReport(MailHost host, int before, int onPage, String problem) {
        await("a line about the repair on " + host.name())
                .atMost(MailClient.SOON)
                .until(() -> host.told("repaired DROP", offender) > before);
        await("the repair on " + host.name() + " on the client's page")
                .atMost(MailClient.SOON)
                .until(() -> host.repairsOnPage(offender) > onPage);
        await("the problem of " + host.name() + " on the page of the hosts")
                .atMost(MailClient.SOON)
                .untilAsserted(
                        () ->
                                assertThat(host.problemsOnPage())
                                        .contains("somebody changed the firewall")
                                        .contains(problem));
    }

    @Test
    void aKilledAgentLeavesInForceWhatHoldsAndItsSuccessorRepairsWhatIsLostMeanwhile() {
        // When
        for (var host : List.of(mx1, mx2)) {
            var agent = host.sh("pgrep -f popauth-agent.ja[r]").strip().lines().toList().getLast();
            host.sh("kill -9 " + agent);
        }

        // Then
        for (var host : Laboratory.MAIL_HOSTS) {
            assertThat(offender.mail(host).fate()).as(host).isEqualTo(Fate.NO_ANSWER);
            var other = new MailClient(laboratory, "203.0.113.50");
            assertThat(other.mail(host).fate()).as(host).isEqualTo(Fate.TAKEN);
        }

        // When
        mx1.sh("nft flush ruleset");
        mx2.sh("iptables -F");

        // Then
        for (var host : Laboratory.MAIL_HOSTS) {
            offender.awaitMail(host, Fate.NO_ANSWER);
        }
    }

    @Test
    void aReplacedTableIsPutInOrderAndItIsReported() {
        // Given
        var stranger = new MailClient(laboratory, "203.0.113.51");
        var friend = new MailClient(laboratory, "203.0.113.52");
        assertThat(friend.fetchMail("mx1")).isTrue();
        for (var host : List.of(mx1, mx2)) {
            host.awaitGranted(friend);

            // When
            host.sh(
                    """
                    cd /var/lib/popauth/agent
                    echo '%2$s OK' >/tmp/popauth_checks
                    postmap %1$s:/tmp/popauth_checks && cp /tmp/popauth_checks.%1$s .
                    """
                            .formatted(host.tableType(), stranger.address()));
            assertThat(host.granted(stranger)).as("the harm is done").startsWith("OK");
        }

        // Then
        for (var host : List.of(mx1, mx2)) {
            await("a line about the repair on " + host.name())
                    .atMost(MailClient.SOON)
                    .until(() -> host.told("repaired RELAY", friend) > 0);
            assertThat(host.granted(stranger)).isEmpty();
            assertThat(host.granted(friend)).startsWith("OK");
            stranger.awaitRelay(host.name(), Fate.REFUSED);
        }
        // What stands in a table of type cdb cannot be listed.
        await("a line about who was added to the table of mx1")
                .atMost(MailClient.SOON)
                .until(() -> mx1.told("repaired RELAY", stranger) > 0);
    }

    @Test
    void aRemovedTableIsMadeAgainAndItIsReported() {
        // Given
        int before1 = mx1.told("repaired REJECT", offender);
        int before2 = mx2.told("repaired REJECT", offender);

        // When
        mx1.sh("rm /var/lib/popauth/agent/rbl_cache.*");
        mx2.sh("rm /var/lib/popauth/agent/rbl_cache.*");

        // Then
        await("a line about each repair")
                .atMost(MailClient.SOON)
                .until(
                        () ->
                                mx1.told("repaired REJECT", offender) > before1
                                        && mx2.told("repaired REJECT", offender) > before2);
        assertThat(mx1.rejected(offender)).startsWith("554 ");
        assertThat(mx2.rejected(offender)).startsWith("554 ");
    }
}
