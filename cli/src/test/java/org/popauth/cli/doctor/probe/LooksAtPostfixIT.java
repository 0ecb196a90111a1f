package org.popauth.cli.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.cli.doctor.MailHost;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Postfix;
import org.popauth.cli.doctor.facts.Seen;

/// What a real Postfix says about configurations of the test's own.
class LooksAtPostfixIT {

    @TempDir Path folder;
    private MailHost host;

    @BeforeEach
    void makeAHost() throws Exception {
        host = MailHost.in(folder);
    }

    private Seen<Postfix> look() {
        Agent agent = new LooksAtAgent(MailHost.PROGRAMS, host.places()).look();
        return new LooksAtPostfix(MailHost.PROGRAMS, host.places()).look(agent);
    }

    private Postfix postfix() {
        return look().value().orElseThrow();
    }

    private void addToMainCf(String lines) throws Exception {
        host.write("config/main.cf", host.text("config/main.cf") + lines);
    }

    @Test
    void settingsDefaultsAndTypesAreRead() {
        var postfix = postfix();

        assertThat(postfix.since(2, 10)).isTrue();
        assertThat(postfix.configDirectory()).isEqualTo(host.path("config").toString());
        assertThat(postfix.unexpanded("mynetworks")).isEqualTo("127.0.0.0/8");
        assertThat(postfix.unexpanded("smtpd_delay_reject")).isEqualTo("yes");
        assertThat(postfix.tableTypes()).contains("hash", "socketmap");
        assertThat(postfix.complaints()).isEmpty();
    }

    @Test
    void aDefaultThatIsAConditionIsResolved() {
        assertThat(postfix().unexpanded("smtpd_relay_restrictions"))
                .isEqualTo(
                        "permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination");
    }

    @Test
    void namesInsideOfOtherValuesAreLeft() {
        assertThat(postfix().unexpanded("default_rbl_reply"))
                .contains("$rbl_domain${rbl_reason?; $rbl_reason}");
    }

    @Test
    void servicesAreReadWithWhatTheyOverride() {
        var smtp = postfix().services().getFirst();
        var submission = postfix().services().get(1);

        assertThat(smtp.id()).isEqualTo("smtp/inet");
        assertThat(smtp.chroot()).isTrue();
        assertThat(smtp.overrides()).isEmpty();
        assertThat(submission.chroot()).isFalse();
        assertThat(submission.overrides())
                .containsEntry("smtpd_relay_restrictions", "permit_sasl_authenticated,reject");
    }

    @Test
    void aTypingMistakeIsComplainedOf() throws Exception {
        addToMainCf("soft_bonce = no\n");

        assertThat(postfix().complaints())
                .singleElement()
                .asString()
                .contains("unused parameter: soft_bonce=no");
    }

    @Test
    void tablesAreAskedAsPostfixWould() throws Exception {
        var tables = "hash:" + host.path("agent");
        addToMainCf(
                """
                popauth_tables = %s
                smtpd_client_restrictions = check_client_access $popauth_tables/popauth_checks,
                    check_client_access $popauth_tables/rbl_cache
                    check_client_access $popauth_tables/none
                """
                        .formatted(tables));

        var answers = postfix().tables();

        assertThat(answers.get(tables + "/popauth_checks")).isEqualTo(Seen.found(""));
        assertThat(answers.get(tables + "/rbl_cache")).isEqualTo(Seen.found(""));
        assertThat(answers.get(tables + "/none")).isInstanceOf(Seen.Missing.class);
        assertThat(String.valueOf(answers.get(tables + "/none"))).contains("No such file");
    }

    @Test
    void withoutMainCfThereIsNoPostfix() throws Exception {
        Files.delete(host.path("config/main.cf"));

        assertThat(look()).isInstanceOf(Seen.Missing.class);
        assertThat(look().toString()).contains("main.cf: No such file or directory");
    }
}
