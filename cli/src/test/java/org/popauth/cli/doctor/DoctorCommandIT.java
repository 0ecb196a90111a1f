package org.popauth.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.cli.Run;
import org.popauth.cli.doctor.checks.Verdict;
import org.popauth.events.Json;

/// The whole command on a mail host of the test's own, with the real programs.
class DoctorCommandIT {

    private static final int QUESTIONS_MAX = 50;

    @TempDir Path folder;
    private MailHost host;

    @BeforeEach
    void makeAHost() throws Exception {
        host = MailHost.in(folder);
    }

    private Run fix(String answer) {
        return Run.answered((answer + "\n").repeat(QUESTIONS_MAX), host.doctor("--fix"));
    }

    /// `area check verdict` of all findings that --fix could mend, or that are of Postfix or
    /// rsyslog and not right.
    private List<String> toMend() throws Exception {
        var json = Json.mapper().readTree(Run.of(host.doctor("--output", "json")).out());
        var found = new ArrayList<String>();
        for (var each : json.path("findings")) {
            var verdict = each.path("verdict").asText();
            boolean right = verdict.equals("ok") || verdict.equals("skipped");
            if (each.path("fixable").asBoolean()
                    || (!right && each.path("area").asText().equals("postfix"))) {
                found.add(
                        each.path("area").asText()
                                + " "
                                + each.path("check").asText()
                                + " "
                                + verdict);
            }
        }
        return found;
    }

    @Test
    void whatIsWrongIsSaidWithTheLinesThatMendIt() {
        var run = Run.of(host.doctor());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        """
                          wrong     smtpd_relay_restrictions does not ask popauth_checks: nobody may relay for having fetched mail
                                    -> %1$s/config/main.cf:
                                       popauth_tables = hash:%1$s/agent
                                       smtpd_relay_restrictions =
                                           permit_mynetworks,
                                           permit_sasl_authenticated,
                                           check_client_access $popauth_tables/popauth_checks,
                                           defer_unauth_destination
                        """
                                .replace("%1$s", folder.toString()))
                .contains("soft_bounce = no", "rip=%r", "$RepeatedMsgReduction off")
                .contains("no broker is named")
                .containsPattern("\\R\\d+ wrong, ");
    }

    @Test
    void onlyProblemsLeavesOutWhatIsRight() {
        assertThat(Run.of(host.doctor()).out()).contains("\n  right ");
        assertThat(Run.of(host.doctor("--problems")).out())
                .contains("\n  wrong ")
                .doesNotContain("\n  right ", "\n  not used ");
    }

    @Test
    void aHostWithoutAnAgentIsToldWhatItWouldNeed() throws Exception {
        Files.delete(host.path("agent.properties"));

        var run = Run.of(host.doctor());

        Assumptions.assumeFalse(
                run.out().contains("health"), "an agent of this host answers at port 8083");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("there is no agent on this host")
                .contains("systemctl enable --now popauth-restore popauth-agent")
                .contains("main.cf, once the agent has made the tables:");
    }

    @Test
    void yesMakesEachChangeAndThenAllIsRight() throws Exception {
        var before = host.text("config/main.cf");
        assertThat(toMend())
                .contains(
                        "postfix grants wrong",
                        "postfix cache wrong",
                        "postfix soft-bounce wrong",
                        "dovecot login-log wrong",
                        "dovecot auth-verbose warning",
                        "syslog repeats warning",
                        "syslog slash warning");

        var run = fix("yes");

        assertThat(run.out())
                .contains("    -soft_bounce = yes\n    +soft_bounce = no\n")
                .contains("Change it? [y/N] ")
                .contains("To make it so, run: postfix -c " + host.path("config") + " reload")
                .doesNotContain("left as it is", "taken back");
        assertThat(toMend()).isEmpty();
        assertThat(fix("yes").out()).contains("There is nothing that --fix could change.");
        assertThat(host.path("config/main.cf.popauth-20260301T120000Z")).hasContent(before);
        assertThat(host.text("config/main.cf"))
                .contains("# A comment that stays.\n", "# Another one.\n", "\nsoft_bounce = no\n");
    }

    @Test
    void theProgramsAcceptWhatWasChanged() throws Exception {
        fix("y");

        var config = host.path("config").toString();
        assertThat(MailHost.run("postconf", "-c", config, "-n").errors()).isEmpty();
        assertThat(MailHost.run("postconf", "-c", config, "-xh", "smtpd_relay_restrictions").text())
                .isEqualTo(
                        "permit_mynetworks, permit_sasl_authenticated, check_client_access hash:"
                                + host.path("agent")
                                + "/popauth_checks, defer_unauth_destination\n");
        MailHost.run("rsyslogd", "-N1", "-f", host.path("rsyslog.conf").toString());
        var elements =
                MailHost.run(
                        "doveconf",
                        "-c",
                        host.path("dovecot/dovecot.conf").toString(),
                        "-h",
                        "login_log_format_elements");
        assertThat(elements.text()).contains("rip=%r", "session=<%{session}>");
    }

    @Test
    void postfixCheckAcceptsWhatWasChanged() {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root"), "postfix check takes root");
        MailHost.run("chown", "postfix", host.path("data").toString());

        fix("y");

        MailHost.run("postfix", "-c", host.path("config").toString(), "check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "", "no", "yep", "Y es"})
    void anythingButYesLeavesEveryByteAsItWas(String answer) throws Exception {
        var before = host.everything();

        var run = fix(answer);

        assertThat(run.out()).contains("Change it? [y/N] left as it is\n");
        assertThat(run.status()).isEqualTo(1);
        assertThat(host.everything()).isEqualTo(before);
    }

    @Test
    void whoSaysNothingIsNotAskedAgain() throws Exception {
        var before = host.everything();

        var run = Run.answered("", host.doctor("--fix"));

        assertThat(run.out()).containsOnlyOnce("Change it? [y/N] left as it is\n");
        assertThat(host.everything()).isEqualTo(before);
    }

    @Test
    void withoutATerminalNothingIsChanged() throws Exception {
        var before = host.everything();

        var run =
                Run.withInput(
                        "y\n".repeat(9).getBytes(StandardCharsets.UTF_8), host.doctor("--fix"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("nobody can answer: this is no terminal");
        assertThat(host.everything()).isEqualTo(before);
    }

    @Test
    void programsAreNotAskedAnything() {
        var run = Run.answered("y\n", host.doctor("--fix", "--output", "json"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("leave --output json out");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrongOrUnreadIsInTheStatus(Verdict worst) {
        assertThat(DoctorCommand.status(worst))
                .isEqualTo(
                        switch (worst) {
                            case ok, skipped, warning -> 0;
                            case wrong -> 1;
                            case unknown -> 2;
                        });
    }
}
