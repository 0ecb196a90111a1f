package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.cli.doctor.facts.Syslog;
import org.popauth.cli.doctor.facts.Syslog.ConfigFile;

class SyslogChecksTest {

    private final HostOfTest host = new HostOfTest();

    private Finding finding(String check) {
        return host.finding(Area.syslog, check);
    }

    private void rsyslog(String conf) {
        host.rsyslogConf = Seen.found(conf);
    }

    @Test
    void withoutADaemonNobodyKeepsMailLines() {
        host.logs.clear();
        rsyslog("");
        host.daemons = Set.of();

        assertThat(finding("source").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("source").lines()).containsExactly("mail.*  -/var/log/mail.log");
    }

    @Test
    void settingsOfADaemonThatDoesNotRunWriteNothing() {
        host.daemons = Set.of("systemd-journal");

        assertThat(finding("source").verdict()).isEqualTo(Verdict.warning);
        assertThat(finding("source").says()).contains("not seen to run; what runs is systemd-jou");
    }

    @Test
    void theJournalAloneIsASource() {
        host.logs.clear();
        host.rsyslogConf = Seen.missing("rsyslog is not installed");
        host.daemons = Set.of("systemd-journal");

        assertThat(finding("source").lines())
                .containsExactly("ingest.sources.\"mail\".type=journal");
        assertThat(finding("journal").verdict()).isEqualTo(Verdict.ok);

        host.groups = Seen.found(Set.of("popauth"));
        assertThat(finding("journal").lines())
                .containsExactly("usermod -aG systemd-journal popauth");
    }

    @Test
    void whatSyslogNgDoesIsNotKnown() {
        host.logs.clear();
        host.rsyslogConf = Seen.missing("rsyslog is not installed");
        host.daemons = Set.of("syslog-ng", "systemd-journal");

        assertThat(finding("source").verdict()).isEqualTo(Verdict.unknown);
    }

    private void syslogNg(String conf) {
        host.logs.clear();
        host.rsyslogConf = Seen.missing("rsyslog is not installed");
        host.daemons = Set.of("syslog-ng", "systemd-journal");
        host.syslogNg = Seen.found(new Syslog.NgConfig(conf, ""));
    }

    @Test
    void whereSyslogNgSendsMailLinesIsSaid() {
        syslogNg(
                "destination d { network(\"192.0.2.5\" port(514)); };\n"
                        + "log { source(s); filter { facility(mail); }; destination(d); };\n");

        assertThat(finding("source").verdict()).isEqualTo(Verdict.ok);
        assertThat(finding("source").says()).isEqualTo("mail lines go to 192.0.2.5");
        assertThat(finding("syslog-ng").verdict()).isEqualTo(Verdict.ok);

        host.daemons = Set.of("systemd-journal");
        assertThat(finding("source").says()).startsWith("syslog-ng is told to write mail lines");
    }

    @Test
    void mistakesOfSyslogNgAreToldOn() {
        host.syslogNg = Seen.found(new Syslog.NgConfig("", "Error parsing config, syntax error"));

        assertThat(finding("syslog-ng").verdict()).isEqualTo(Verdict.wrong);
    }

    @Test
    void whatIsChosenInAnotherWayIsNotSaidToBeMissing() {
        host.logs.clear();
        rsyslog("if $programname startswith 'postfix' then /var/log/postfix.log\n");

        assertThat(finding("source").verdict()).isEqualTo(Verdict.unknown);
        assertThat(finding("filters").lines())
                .containsExactly(
                        "/etc/rsyslog.conf: if $programname startswith 'postfix' then"
                                + " /var/log/postfix.log");

        rsyslog(":msg, contains, \"[UFW \" /var/log/ufw.log\nmail.* /var/log/mail.log\n");
        assertThat(host.findings()).extracting(Finding::check).doesNotContain("filters");
    }

    @Test
    void mistakesOfRsyslogAreToldOn() {
        host.rsyslogSays = Seen.found("error during parsing file /etc/rsyslog.conf, line 3");

        assertThat(finding("rsyslog").verdict()).isEqualTo(Verdict.wrong);
    }

    @Test
    void aUserThatIsNotThereIsMade() {
        host.groups = Seen.missing("there is no user popauth");

        assertThat(finding("user").lines()).contains("systemd-sysusers");
        host.logs.set(0, HostOfTest.log(0640, false));
        assertThat(finding("readable").verdict()).isEqualTo(Verdict.unknown);
    }

    @Test
    void aLogThatMayNotBeReadIsNamedWithTheWayOut() {
        host.logs.set(0, HostOfTest.log(0640, false));
        assertThat(finding("readable").lines()).containsExactly("usermod -aG adm popauth");
        assertThat(finding("readable").says()).contains("(root:adm 0640)");

        host.logs.set(0, HostOfTest.log(0600, false));
        assertThat(finding("readable").lines()).containsExactly("chmod g+r /var/log/mail.log");
    }

    @Test
    void aLogThatIsNotThereYetIsToBeLookedAt() {
        host.logs.set(0, FileFact.without(FileFact.Kind.NONE, "/var/log/mail.log"));

        assertThat(finding("readable").verdict()).isEqualTo(Verdict.warning);
    }

    @Test
    void aLogThatEverybodyMayWriteLetsAnybodyRelay() {
        host.logs.set(0, HostOfTest.log(0666, true));

        assertThat(finding("forgery").verdict()).isEqualTo(Verdict.wrong);
    }

    @Test
    void aLogThatNobodyWritesIsOld() {
        host.logs.set(
                0,
                new FileFact(
                        "/var/log/mail.log",
                        FileFact.Kind.FILE,
                        "root",
                        "adm",
                        0640,
                        HostOfTest.NOW.minusSeconds(3 * 86_400),
                        true));

        assertThat(finding("fresh").says())
                .isEqualTo("nothing was written to /var/log/mail.log for 3 days");
    }

    @Test
    void repeatedLinesAreWrittenEach() {
        rsyslog("$RepeatedMsgReduction on\nmail.* /var/log/mail.log\n");

        var finding = finding("repeats");

        assertThat(finding.lines()).containsExactly("$RepeatedMsgReduction off");
        assertThat(finding.changes())
                .isEqualTo(
                        List.of(
                                new Change.FileText(
                                        "/etc/rsyslog.conf",
                                        "$RepeatedMsgReduction on\nmail.* /var/log/mail.log\n",
                                        "$RepeatedMsgReduction off\nmail.* /var/log/mail.log\n",
                                        Change.Daemon.RSYSLOG)));
    }

    @Test
    void aFormatThatCutsAtTheSlashIsNamed() {
        rsyslog("mail.* @@192.0.2.9:514;RSYSLOG_SyslogProtocol23Format\n");

        assertThat(finding("slash").lines())
                .containsExactly("global(parser.permitSlashInProgramName=\"on\")");

        rsyslog(
                "global(parser.permitSlashInProgramName=\"on\")\n"
                        + "mail.* @@192.0.2.9:514;RSYSLOG_SyslogProtocol23Format\n");
        assertThat(finding("format").verdict()).isEqualTo(Verdict.ok);
    }

    @Test
    void aFormatThatCutsTagsIsNamed() {
        rsyslog("mail.* @192.0.2.9\n");

        assertThat(finding("tag").verdict()).isEqualTo(Verdict.warning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "mail.*  -/var/log/mail.log~FILE~/var/log/mail.log",
                "*.info;mail.none /var/log/messages~~",
                "mail.err /var/log/mail.err~~",
                "*.*;auth,authpriv.none -/var/log/syslog~FILE~/var/log/syslog",
                "auth,mail.info |/run/popauth/mail~PIPE~/run/popauth/mail",
                "mail.* @@(o)logs.example.org:6514~NETWORK~(o)logs.example.org:6514",
                "mail.* action(type=\"omkafka\" topic=\"syslog\")~KAFKA~syslog",
                "mail.* action(type=\"omfile\" file=\"/var/log/m\")~FILE~/var/log/m",
                "!mail.* /var/log/off~~",
                "if $syslogfacility-text == 'mail' then -/var/log/m~FILE~/var/log/m",
                "if ($syslogfacility == 2) then { action(type=\"ompipe\" pipe=\"/p\") stop }~PIPE~/p",
                "if prifilt(\"mail.*\") then @@192.0.2.5~NETWORK~192.0.2.5",
                "if prifilt(\"mail.err\") then /var/log/err~~",
                "if $syslogfacility-text == 'mail' and $msg contains 'x' then /var/log/x~~",
                "mail.* { action(type=\"omfile\" file=\"/var/log/{m}\") stop }~FILE~/var/log/{m}",
                "mail.* :omusrmsg:*~~"
            })
    void whereRsyslogWritesMailLinesIsRead(
            String line,
            @org.jspecify.annotations.Nullable String kind,
            @org.jspecify.annotations.Nullable String where) {
        var targets = new Rsyslog(List.of(new ConfigFile("/etc/rsyslog.conf", line))).mail();

        if (kind == null) {
            assertThat(targets).isEmpty();
        } else {
            assertThat(targets)
                    .singleElement()
                    .satisfies(
                            it -> {
                                assertThat(it.kind()).hasToString(kind);
                                assertThat(it.where()).isEqualTo(where);
                            });
        }
    }

    @Test
    void anActionMayStandOnSeveralLines() {
        var text = "mail.* action(type=\"omfile\"\n  # where\n  file=\"/var/log/m\")\n";

        assertThat(new Rsyslog(List.of(new ConfigFile("/x", text))).paths())
                .containsExactly("/var/log/m");
    }
}
