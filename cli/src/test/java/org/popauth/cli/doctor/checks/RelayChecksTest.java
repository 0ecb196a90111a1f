package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.cli.doctor.facts.Postfix;

class RelayChecksTest {

    private static final String RELAY = "smtpd_relay_restrictions";

    private final HostOfTest host = new HostOfTest();

    private Finding finding(String check) {
        return host.finding(Area.postfix, check);
    }

    @Test
    void withoutPopauthChecksTheExactLinesAreGiven() {
        host.mainCf.put(
                RELAY, "permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination");
        host.mainCf.remove("popauth_tables");

        var finding = finding("grants");

        assertThat(finding.verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding.file()).isEqualTo("/etc/postfix/main.cf");
        assertThat(finding.lines())
                .containsExactly(
                        "popauth_tables = lmdb:/var/lib/popauth/agent",
                        "smtpd_relay_restrictions =",
                        "    permit_mynetworks,",
                        "    permit_sasl_authenticated,",
                        "    check_client_access $popauth_tables/popauth_checks,",
                        "    defer_unauth_destination");
        assertThat(finding.changes()).hasSize(2);
    }

    @Test
    void aGrantAfterTheEndOfRelayingIsTooLate() {
        host.mainCf.put(
                RELAY, "reject_unauth_destination, check_client_access lmdb:/x/popauth_checks");

        var finding = finding("grants");

        assertThat(finding.verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding.says()).contains("stands after reject_unauth_destination");
        assertThat(finding.lines())
                .containsExactly(
                        "smtpd_relay_restrictions =",
                        "    check_client_access $popauth_tables/popauth_checks,",
                        "    reject_unauth_destination");
    }

    @Test
    void before210AnotherListDecides() {
        host.version = "2.9.6";
        host.mainCf.put(RELAY, "");
        host.mainCf.put("smtpd_recipient_restrictions", "permit_mynetworks, reject");

        var finding = finding("grants");

        assertThat(finding.verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding.lines())
                .containsExactly(
                        "smtpd_recipient_restrictions =",
                        "    permit_mynetworks,",
                        "    check_client_access $popauth_tables/popauth_checks,",
                        "    reject");
        assertThat(finding("version").verdict()).isEqualTo(Verdict.warning);
    }

    @Test
    void withoutTablesPostfixIsNotToldOfThem() {
        host.files.clear();
        host.mainCf.put(RELAY, "reject_unauth_destination");

        var finding = finding("grants");

        assertThat(finding.file()).endsWith("main.cf, once the agent has made the tables");
        assertThat(finding.changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "permit, wrong",
        "check_sender_access hash:/x, wrong",
        "check_helo_access hash:/x, wrong",
        "check_recipient_access hash:/x, warning",
        "check_client_access hash:/friends, warning",
        "permit_tls_clientcerts, ok",
        "reject_unknown_sender_domain, ok"
    })
    void whatElseOpensTheRelayIsJudged(String restriction, Verdict verdict) {
        host.mainCf.merge(RELAY, restriction, (old, more) -> more + ", " + old);

        assertThat(finding("open-relay").verdict()).isEqualTo(verdict);
    }

    @Test
    void anOpenRelayIsSeen() {
        host.mainCf.put(RELAY, "permit_mynetworks");
        host.mainCf.put("smtpd_recipient_restrictions", "");

        assertThat(finding("relay-closed").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("relay-closed").lines()).contains("    reject_unauth_destination");
    }

    @Test
    void aListInMasterCfTakesThePlaceOfMainCf() {
        host.masterCf.set(
                0,
                new Postfix.MasterLine(
                        "smtp", "inet", false, "smtpd", Map.of(RELAY, "permit_mynetworks,reject")));

        assertThat(finding("overrides").verdict()).isEqualTo(Verdict.warning);
        assertThat(finding("overrides").says()).contains("smtp/inet (master.cf)");
    }

    @Test
    void submissionMayHaveAListOfItsOwn() {
        host.masterCf.add(
                new Postfix.MasterLine(
                        "submission",
                        "inet",
                        false,
                        "smtpd",
                        Map.of(RELAY, "permit_sasl_authenticated,reject")));

        assertThat(finding("overrides").verdict()).isEqualTo(Verdict.ok);
    }
}
