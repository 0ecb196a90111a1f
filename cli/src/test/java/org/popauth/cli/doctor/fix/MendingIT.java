package org.popauth.cli.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.cli.doctor.MailHost;
import org.popauth.cli.doctor.checks.Change;
import org.popauth.cli.doctor.facts.Seen;

/// Changes of real settings, judged by the real programs.
class MendingIT {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path folder;
    private MailHost host;
    private Mending mending;

    @BeforeEach
    void makeAHost() throws Exception {
        host = MailHost.in(folder);
        mending = new Mending(MailHost.PROGRAMS, host.places(), NOW);
    }

    private Edit prepare(Change... changes) {
        return mending.prepare(List.of(changes)).value().orElseThrow();
    }

    private Change setting(String name, String value) {
        return new Change.PostfixSetting(host.path("config/main.cf").toString(), name, value);
    }

    private Change dovecot(String text) {
        return new Change.FileText(
                host.path("dovecot/conf.d/99-new.conf").toString(),
                "",
                text,
                Change.Daemon.DOVECOT);
    }

    @Test
    void preparingChangesNothingAndShowsExactlyWhatWould() throws Exception {
        var before = host.everything();

        var edit = prepare(setting("soft_bounce", "no"), setting("popauth_tables", "hash:/x"));

        assertThat(host.everything()).isEqualTo(before);
        assertThat(edit.difference())
                .contains("-soft_bounce = yes", "+soft_bounce = no", "+popauth_tables = hash:/x");
    }

    @Test
    void aChangeKeepsOwnerModeAndWhatWasThere() throws Exception {
        var mainCf = host.path("config/main.cf");
        Files.setPosixFilePermissions(mainCf, PosixFilePermissions.fromString("rw-r-----"));
        var before = host.text("config/main.cf");
        var owner = Files.getOwner(mainCf);

        var outcome = mending.carryOut(prepare(setting("soft_bounce", "no")));

        var kept = host.path("config/main.cf.popauth-20260301T120000Z");
        assertThat(outcome).isEqualTo(new Mending.Outcome(true, "changed; as it was: " + kept));
        assertThat(kept).hasContent(before);
        assertThat(Files.getOwner(mainCf)).isEqualTo(owner);
        for (var each : List.of(mainCf, kept)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-r-----");
        }
        assertThat(host.text("config/main.cf"))
                .isEqualTo(before.replace("soft_bounce = yes", "soft_bounce = no"));
    }

    @Test
    void eachChangeHasACopyOfItsOwn() throws Exception {
        mending.carryOut(prepare(setting("soft_bounce", "no")));
        mending.carryOut(prepare(setting("soft_bounce", "yes")));

        assertThat(host.path("config/main.cf.popauth-20260301T120000Z.2"))
                .content()
                .contains("soft_bounce = no");
    }

    @Test
    void aFileThatIsALinkIsChangedWhereItIs() throws Exception {
        var real = Files.move(host.path("config/main.cf"), host.path("main.real"));
        Files.createSymbolicLink(host.path("config/main.cf"), real);

        mending.carryOut(prepare(setting("soft_bounce", "no")));

        assertThat(host.path("config/main.cf")).isSymbolicLink();
        assertThat(real).content().contains("soft_bounce = no");
    }

    @Test
    void whatTheDaemonDoesNotUnderstandIsTakenBack() throws Exception {
        var before = host.everything();

        var outcome = mending.carryOut(prepare(dovecot("nosuch_setting = 1\n")));

        assertThat(outcome.done()).isFalse();
        assertThat(outcome.says()).startsWith("taken back, since it says:").contains("nosuch");
        assertThat(host.everything()).isEqualTo(before);
    }

    @Test
    void aSettingThatPostfixComplainsOfIsTakenBack() throws Exception {
        var before = host.text("config/main.cf");

        var outcome = mending.carryOut(prepare(setting("nosuch_setting", "1")));

        assertThat(outcome.says()).contains("unused parameter: nosuch_setting=1");
        assertThat(host.text("config/main.cf")).isEqualTo(before);
    }

    @Test
    void rsyslogIsAskedToo() throws Exception {
        var before = host.text("rsyslog.conf");
        var change =
                new Change.FileText(
                        host.path("rsyslog.conf").toString(),
                        before,
                        before + "mail.* action(type=\"omnosuch\")\n",
                        Change.Daemon.RSYSLOG);

        var outcome = mending.carryOut(prepare(change));

        assertThat(outcome.says()).contains("omnosuch");
        assertThat(host.text("rsyslog.conf")).isEqualTo(before);
    }

    @Test
    void aNewFileThatIsUnderstoodStays() throws Exception {
        var outcome = mending.carryOut(prepare(dovecot("auth_verbose = yes\n")));

        assertThat(outcome).isEqualTo(new Mending.Outcome(true, "made"));
        assertThat(
                        MailHost.run(
                                        "doveconf",
                                        "-c",
                                        host.path("dovecot/dovecot.conf").toString(),
                                        "auth_verbose")
                                .text())
                .isEqualTo("auth_verbose = yes\n");
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsLeft() throws Exception {
        var edit = prepare(setting("soft_bounce", "no"));
        host.write("config/main.cf", host.text("config/main.cf") + "# somebody else\n");
        var before = host.everything();

        var outcome = mending.carryOut(edit);

        assertThat(outcome.done()).isFalse();
        assertThat(outcome.says()).contains("changed meanwhile");
        assertThat(host.everything()).isEqualTo(before);
    }

    @Test
    void aFileInAnotherEncodingIsForPeople() throws Exception {
        Files.write(
                host.path("config/main.cf"),
                "# M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(mending.prepare(List.of(setting("soft_bounce", "no"))))
                .isEqualTo(
                        Seen.unread(
                                host.path("config/main.cf")
                                        + " is not in UTF-8; change it by hand"));
    }
}
