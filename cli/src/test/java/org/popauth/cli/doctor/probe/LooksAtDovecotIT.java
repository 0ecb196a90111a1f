package org.popauth.cli.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.cli.doctor.MailHost;
import org.popauth.cli.doctor.facts.Dovecot;
import org.popauth.cli.doctor.facts.Seen;

/// What a real Dovecot says about settings of the test's own.
class LooksAtDovecotIT {

    @TempDir Path folder;
    private MailHost host;

    @BeforeEach
    void makeAHost() throws Exception {
        host = MailHost.in(folder);
    }

    private Seen<Dovecot> look() {
        return new LooksAtDovecot(MailHost.PROGRAMS, host.places()).look();
    }

    @Test
    void settingsAndDefaultsAreRead() {
        var dovecot = look().value().orElseThrow();

        assertThat(dovecot.complaint()).isEmpty();
        assertThat(dovecot.version()).matches("2\\.\\d.*");
        assertThat(dovecot.includesConfD()).isTrue();
        assertThat(dovecot.get("login_log_format_elements")).isEqualTo("user=<%u> method=%m");
        assertThat(dovecot.get("protocols")).isEqualTo("imap pop3");
        assertThat(dovecot.get("auth_verbose")).isEqualTo("no");
        assertThat(dovecot.get("log_path")).isEqualTo("syslog");
    }

    @Test
    void aMistakeIsToldOn() throws Exception {
        host.write("dovecot/conf.d/20-more.conf", "nosuch_setting = 1\n");

        assertThat(look().value().orElseThrow().complaint()).contains("nosuch_setting");
    }

    @Test
    void withoutItsFileThereIsNone() throws Exception {
        Files.delete(host.path("dovecot/dovecot.conf"));

        assertThat(look())
                .isEqualTo(Seen.missing("there is no " + host.path("dovecot/dovecot.conf")));
    }
}
