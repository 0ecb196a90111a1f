package org.popauth.cli.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.cli.doctor.MailHost;
import org.popauth.cli.doctor.checks.Area;
import org.popauth.cli.doctor.checks.Checks;
import org.popauth.cli.doctor.checks.Finding;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.cli.doctor.facts.Syslog;

/// What a real rsyslogd says about settings of the test's own, and about lines that are proposed.
class LooksAtSyslogIT {

    private static final String SYSLOG_NG =
            """
            @version: 3.38
            @include "%1$s/conf.d/*.conf"
            source s_src { unix-dgram("%1$s/log"); };
            # destination d_mail { file("/var/log/no.log"); };
            destination d_mail { file("%1$s/mail.log"); };
            destination d_err { file("%1$s/mail.err"); };
            filter f_dbg { level(debug); };
            filter f_err { level(err .. emerg) ; };
            log { source(s_src); filter(f_mail); filter(f_err); destination(d_err); };
            log { source(s_src); filter(f_mail); destination(d_mail); };
            """;

    @TempDir Path folder;
    private MailHost host;

    @BeforeEach
    void makeAHost() throws Exception {
        host = MailHost.in(folder);
    }

    private Syslog look(Places places) {
        return new LooksAtSyslog(MailHost.PROGRAMS, places).look(Seen.missing("no Postfix"));
    }

    private Syslog look() {
        return look(host.places());
    }

    @Test
    void filesAreReadWithThoseTheyInclude() {
        var syslog = look();

        assertThat(syslog.rsyslog().value().orElseThrow())
                .extracting(Syslog.ConfigFile::path)
                .containsExactly(
                        host.path("rsyslog.conf").toString(),
                        host.path("rsyslog.d/forward.conf").toString());
        assertThat(syslog.rsyslogSays()).isEqualTo(Seen.found(""));
        assertThat(syslog.logs())
                .singleElement()
                .extracting(FileFact::path, FileFact::kind)
                .containsExactly(host.path("mail.log").toString(), FileFact.Kind.FILE);
    }

    @Test
    void newStyleIncludesAreFollowedToo() throws Exception {
        host.write("rsyslog.conf", "include(file=\"%1$s/rsyslog.d/*.conf\" mode=\"optional\")\n");

        assertThat(look().rsyslog().value().orElseThrow()).hasSize(2);
    }

    @Test
    void whatIsIncludedMayIncludeMore() throws Exception {
        host.write("rsyslog.d/forward.conf", "$IncludeConfig %1$s/more.conf\n");
        host.write("more.conf", "$IncludeConfig %1$s/rsyslog.conf\nmail.* %1$s/more.log\n");

        assertThat(look().rsyslog().value().orElseThrow()).hasSize(3);
        assertThat(look().logs())
                .extracting(FileFact::path)
                .containsExactlyInAnyOrder(
                        host.path("mail.log").toString(), host.path("more.log").toString());
    }

    /// With the beginning of Debian's own settings.
    @Test
    void syslogNgIsAskedForItsSettings() throws Exception {
        host.write("rsyslog.conf", "");
        host.write("syslog-ng.conf", SYSLOG_NG);
        host.write(
                "conf.d/mail.conf", "filter f_mail { facility(mail) and not filter(f_dbg); };\n");

        var understood = lookBySyslogNg();
        host.write("conf.d/mail.conf", "filter f_mail { faculty(mail); };\n");
        var not = lookBySyslogNg();

        assertThat(understood.syslogNg().value().orElseThrow().complaint()).isEmpty();
        assertThat(understood.logs())
                .extracting(FileFact::path)
                .containsExactly(host.path("mail.log").toString());
        assertThat(not.syslogNg().value().orElseThrow().complaint()).contains("mail.conf");
    }

    private Syslog lookBySyslogNg() {
        var program = Path.of(System.getenv().getOrDefault("SYSLOG_NG", "/usr/sbin/syslog-ng"));
        assumeTrue(Files.isExecutable(program), "needs syslog-ng");
        var programs =
                new Programs(
                        List.of(),
                        List.of(program.getParent(), Path.of("/usr/bin"), Path.of("/usr/sbin")),
                        Path.of("/"),
                        Duration.ofSeconds(20));
        return new LooksAtSyslog(programs, host.places()).look(Seen.missing("no Postfix"));
    }

    @Test
    void aMistakeIsToldOnWithItsPlace() throws Exception {
        host.write("rsyslog.d/forward.conf", "mail.* action(type=\"omnosuch\")\n");

        assertThat(look().rsyslogSays().value().orElseThrow()).contains("omnosuch");
    }

    @Test
    void whereNothingIsSaidTheUsualFilesAreLookedFor() throws Exception {
        host.write("rsyslog.conf", "");
        host.write("root/var/log/maillog", "");
        Files.createDirectories(host.path("root/proc/77"));
        Files.writeString(host.path("root/proc/77/comm"), "syslog-ng\n");
        var places =
                new Places(
                        Optional.empty(),
                        host.path("none"),
                        host.path("rsyslog.conf"),
                        host.path("syslog-ng.conf"),
                        host.path("none"),
                        "root",
                        host.path("root"));

        var syslog = look(places);

        assertThat(syslog.daemons()).containsExactly("syslog-ng");
        assertThat(syslog.logs())
                .extracting(FileFact::path)
                .containsExactly(host.path("root/var/log/maillog").toString());
    }

    /// Whatever the doctor says to write, rsyslog understands.
    @ParameterizedTest
    @ValueSource(strings = {"repeats", "slash", "source"})
    void whatIsProposedIsUnderstood(String check) throws Exception {
        if (check.equals("source")) {
            host.write("rsyslog.conf", "");
            Files.delete(host.path("mail.log"));
        }
        var finding = finding(check);
        var file = host.path("rsyslog.d/proposed.conf");

        Files.write(file, finding.lines());
        host.write("rsyslog.conf", "$IncludeConfig %1$s/rsyslog.d/*.conf\n");

        assertThat(finding.lines()).isNotEmpty();
        assertThat(look().rsyslogSays()).isEqualTo(Seen.found(""));
    }

    private Finding finding(String check) {
        var root = check.equals("source") ? host.path("root") : Path.of("/");
        var places =
                new Places(
                        Optional.of(host.path("none")),
                        host.path("none"),
                        host.path("rsyslog.conf"),
                        host.path("syslog-ng.conf"),
                        host.path("none"),
                        "root",
                        root);
        var facts = new Host(MailHost.PROGRAMS, places).look(java.time.Instant.EPOCH);
        return Checks.of(facts).stream()
                .filter(it -> it.area() == Area.syslog && it.check().equals(check))
                .findFirst()
                .orElseThrow();
    }
}
