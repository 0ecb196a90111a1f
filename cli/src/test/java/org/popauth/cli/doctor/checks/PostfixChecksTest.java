package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Postfix;
import org.popauth.cli.doctor.facts.Seen;

class PostfixChecksTest {

    private static final String RELAY = "smtpd_relay_restrictions";

    private final HostOfTest host = new HostOfTest();

    private Finding finding(String check) {
        return host.finding(Area.postfix, check);
    }

    @Test
    void whatPostconfComplainsOfIsToldOn() {
        host.complaints.add("main.cf: unused parameter: soft_bonce=no");

        assertThat(finding("check").verdict()).isEqualTo(Verdict.warning);
        assertThat(finding("check").says()).contains("soft_bonce");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "203.0.0.0/8", "[2001:db8::]/29"})
    void wideNetworksMayNotRelay(String network) {
        host.mainCf.merge("mynetworks", network, (old, more) -> old + ", " + more);

        assertThat(finding("mynetworks").verdict()).isEqualTo(Verdict.wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "[fd00::]/8", "203.0.113.0/24", "hash:/etc/postfix/nets"})
    void ownNetworksMay(String network) {
        host.mainCf.put("mynetworks", network);

        assertThat(finding("mynetworks").verdict()).isEqualTo(Verdict.ok);
    }

    @Test
    void nobodyElseMaySpeakForOtherAddresses() {
        host.mainCf.put("smtpd_authorized_xclient_hosts", "198.0.0.0/8");

        assertThat(finding("xclient").verdict()).isEqualTo(Verdict.wrong);
    }

    @Test
    void anotherFacilityIsNotLookedAt() {
        host.mainCf.put("syslog_facility", "local0");

        assertThat(finding("facility").verdict()).isEqualTo(Verdict.warning);
        assertThat(finding("facility").lines()).containsExactly("syslog_facility = mail");
    }

    @Test
    void aTypeThatPostfixLacksDefersAllMail() {
        host.tables.put("mysql:/x", Seen.missing("unsupported dictionary type: mysql"));

        assertThat(finding("table").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("table").says()).contains("install postfix-mysql");
    }

    @Test
    void aTableThatDoesNotAnswerDefersAllMail() {
        host.tables.put("hash:/x", Seen.missing("open database /x.db: No such file or directory"));

        assertThat(finding("table").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("table").says()).contains("No such file");
    }

    @Test
    void aPolicyServiceWithoutADefaultStopsMailWhenTheAgentIsAway() {
        host.agent.put("agent.live.policy", "unix:/var/spool/postfix/popauth/policy");
        host.mainCf.put(
                RELAY, "check_policy_service unix:popauth/policy, reject_unauth_destination");

        assertThat(finding("grants").verdict()).isEqualTo(Verdict.ok);
        assertThat(finding("default-action").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("default-action").lines())
                .containsExactly("smtpd_policy_service_default_action = DUNNO");
    }

    @Test
    void aPolicyServiceWithADefaultIsRight() {
        host.agent.put("agent.live.policy", "unix:/var/spool/postfix/popauth/policy");
        host.live.add(new Agent.Contact("unix:/x", true, "the policy service says action=DUNNO"));
        host.mainCf.put(
                RELAY,
                "check_policy_service { unix:popauth/policy, default_action=DUNNO },"
                        + " reject_unauth_destination");

        assertThat(finding("default-action").verdict()).isEqualTo(Verdict.ok);
        assertThat(Checks.worst(host.findings())).isLessThan(Verdict.warning);
    }

    @Test
    void aChrootedSmtpdDoesNotSeeAnAbsoluteSocket() {
        host.masterCf.set(0, new Postfix.MasterLine("smtp", "inet", true, "smtpd", Map.of()));
        host.mainCf.merge(
                RELAY,
                "check_client_access socketmap:unix:/var/spool/postfix/popauth/map:popauth_checks",
                (old, more) -> more + ", " + old);

        assertThat(finding("chroot").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("chroot").lines())
                .containsExactly("socketmap:unix:popauth/map:popauth_checks");
    }
}
