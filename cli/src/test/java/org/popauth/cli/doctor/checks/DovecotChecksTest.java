package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.cli.doctor.facts.Seen;

class DovecotChecksTest {

    private static final String ELEMENTS = "login_log_format_elements";

    private final HostOfTest host = new HostOfTest();

    private Finding finding(String check) {
        return host.finding(Area.dovecot, check);
    }

    @Test
    void whatDoveconfComplainsOfIsToldAndNothingElse() {
        host.dovecotSays = Seen.found("Error in configuration file: line 3");

        assertThat(finding("check").verdict()).isEqualTo(Verdict.wrong);
        assertThat(host.findings()).filteredOn(it -> it.area() == Area.dovecot).hasSize(1);
    }

    @Test
    void withoutTheAddressNoLogInCounts() {
        host.dovecot.put(ELEMENTS, "user=<%u> session=<%{session}>");

        var finding = finding("login-log");

        assertThat(finding.verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding.file())
                .isEqualTo("/etc/dovecot/conf.d/99-popauth-login-log-format-elements.conf");
        assertThat(finding.lines().getFirst()).contains("rip=%r").contains("session=<%{session}>");
        assertThat(finding.changes())
                .isEqualTo(
                        List.of(
                                new Change.FileText(
                                        finding.file(),
                                        "",
                                        finding.lines().getFirst() + "\n",
                                        Change.Daemon.DOVECOT)));
    }

    @Test
    void dovecot24NamesItsElementsOtherwise() {
        host.dovecotVersion = "2.4.1";
        host.dovecot.put(ELEMENTS, "user=<%{user}>");

        assertThat(finding("login-log").lines().getFirst()).contains("rip=%{remote_ip}");
    }

    @Test
    void withoutTheSessionItsEndIsNotKnown() {
        host.dovecot.put(ELEMENTS, "user=<%u> rip=%r");

        assertThat(finding("login-log").verdict()).isEqualTo(Verdict.warning);
    }

    @Test
    void whereNoFolderIsReadPeopleWriteTheLine() {
        host.dovecotIncludes = false;
        host.dovecot.put("auth_verbose", "no");

        assertThat(finding("auth-verbose").file()).isEqualTo("/etc/dovecot/dovecot.conf");
        assertThat(finding("auth-verbose").changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "auth_verbose, no, auth-verbose, warning",
        "protocols, lmtp, protocols, wrong",
        "log_path, /var/log/dovecot.log, log, warning",
        "syslog_facility, local5, log, warning",
        "login_trusted_networks, 0.0.0.0/0, login_trusted_networks, wrong",
        "login_trusted_networks, 192.0.2.7, login_trusted_networks, ok",
        "haproxy_trusted_networks, proxy.example.org, haproxy_trusted_networks, warning"
    })
    void aSettingIsJudged(String name, String value, String check, Verdict verdict) {
        assertThat(finding(check).verdict()).isEqualTo(Verdict.ok);
        host.dovecot.put(name, value);

        assertThat(finding(check).verdict()).isEqualTo(verdict);
    }
}
