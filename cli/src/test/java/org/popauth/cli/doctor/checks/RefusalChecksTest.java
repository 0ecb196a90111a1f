package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalChecksTest {

    private static final String CLIENTS = "smtpd_client_restrictions";
    private static final String GRANTS = "check_client_access $popauth_tables/popauth_checks";
    private static final String CACHE = "check_client_access $popauth_tables/rbl_cache";

    private final HostOfTest host = new HostOfTest();

    private Finding finding(String check) {
        return host.finding(Area.postfix, check);
    }

    @Test
    void withoutTheCacheTheWholeListIsGiven() {
        host.mainCf.put(CLIENTS, "");

        var finding = finding("cache");

        assertThat(finding.verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding.lines())
                .containsExactly(
                        "smtpd_client_restrictions =",
                        "    permit_mynetworks,",
                        "    permit_sasl_authenticated,",
                        "    " + GRANTS + ",",
                        "    " + CACHE);
    }

    @Test
    void theCacheComesBeforeTheRbl() {
        host.mainCf.put(CLIENTS, GRANTS + ", reject_rbl_client zen.example.net, " + CACHE);

        var finding = finding("cache");

        assertThat(finding.verdict()).isEqualTo(Verdict.warning);
        assertThat(finding.changes())
                .isEqualTo(
                        List.of(
                                new Change.PostfixSetting(
                                        "/etc/postfix/main.cf",
                                        CLIENTS,
                                        GRANTS
                                                + ", "
                                                + CACHE
                                                + ", reject_rbl_client zen.example.net")));
    }

    @Test
    void usersComeBeforeRefusals() {
        host.mainCf.put(CLIENTS, CACHE + ", reject_rbl_client zen.example.net");

        assertThat(finding("users-first").verdict()).isEqualTo(Verdict.warning);
        assertThat(finding("users-first").lines())
                .containsSubsequence("    " + GRANTS + ",", "    " + CACHE + ",");
    }

    @Test
    void aTextOfOnesOwnHidesRefusals() {
        host.mainCf.put("default_rbl_reply", "554 go away");

        assertThat(finding("rbl-text").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("rbl-text").lines().getFirst())
                .startsWith("default_rbl_reply = $rbl_code Service unavailable; $rbl_class");
    }

    @Test
    void textsPerRblAreToBeLookedAt() {
        host.mainCf.put("rbl_reply_maps", "hash:/etc/postfix/rbl_reply");

        assertThat(finding("rbl-text").verdict()).isEqualTo(Verdict.warning);
    }

    @ParameterizedTest
    @CsvSource({
        "soft_bounce, yes, soft-bounce, wrong, soft_bounce = no",
        "smtpd_delay_reject, no, delay, warning, smtpd_delay_reject = yes",
        "relay_domains_reject_code, 450, relay_domains_reject_code, warning,"
                + " relay_domains_reject_code = 554",
        "access_map_reject_code, 450, access_map_reject_code, warning, access_map_reject_code = 554",
        "unknown_local_recipient_reject_code, 450, unknown_local_recipient_reject_code, warning,"
                + " unknown_local_recipient_reject_code = 550"
    })
    void aParameterThatMakesRefusalsWeakIsSetRight(
            String parameter, String value, String check, Verdict verdict, String line) {
        assertThat(finding(check).verdict()).isEqualTo(Verdict.ok);
        host.mainCf.put(parameter, value);

        assertThat(finding(check).verdict()).isEqualTo(verdict);
        assertThat(finding(check).lines()).containsExactly(line);
    }
}
