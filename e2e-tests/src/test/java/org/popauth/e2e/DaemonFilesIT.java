package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `infra/` gives to Dovecot and logrotate.
final class DaemonFilesIT {

    @TempDir Path folder;

    @Test
    void dovecotTakesTheFileAndTellsFailuresWithoutPasswords() throws IOException {
        var doveconf = Infra.program("doveconf", "dovecot-core");
        var file = folder.resolve("dovecot.conf");
        Files.writeString(
                file, "protocols = imap pop3\nssl = no\n" + Infra.text("dovecot/99-popauth.conf"));

        var said =
                Infra.run(
                        doveconf,
                        "-c",
                        file.toString(),
                        "auth_verbose",
                        "auth_verbose_passwords",
                        "syslog_facility",
                        "login_log_format_elements");

        assertThat(said)
                .contains("auth_verbose = yes\n")
                .contains("auth_verbose_passwords = no\n")
                .contains("syslog_facility = mail\n")
                .contains("user=<%u> method=%m rip=%r")
                .contains("session=<%{session}>")
                .doesNotContainIgnoringCase("warning", "error");
    }

    @Test
    void logrotateCopiesTheDatabasesLogAndKeepsTheFileThatIsOpen() throws IOException {
        // Given
        var logrotate = Infra.program("logrotate", "logrotate");
        var log = Files.writeString(folder.resolve("postgres.log"), "a line\n".repeat(100));
        var before = Files.getAttribute(log, "unix:ino");
        var user = Infra.run("id", "-un").strip();
        var group = Infra.run("id", "-gn").strip();
        var file =
                Infra.copy(
                        Infra.file("logrotate/popauth"),
                        folder,
                        "/var/lib/popauth/standalone/postgres.log",
                        log.toString(),
                        "su popauth popauth",
                        "su " + user + " " + group);
        var state = folder.resolve("state").toString();

        // When
        var tried = Infra.run(logrotate, "--debug", "--state", state, file.toString());
        Infra.run(logrotate, "--force", "--state", state, file.toString());

        // Then
        assertThat(tried).contains("Handling 1 logs").doesNotContain("error:");
        assertThat(Files.getAttribute(log, "unix:ino")).isEqualTo(before);
        assertThat(log).isEmptyFile();
        assertThat(Files.readString(folder.resolve("postgres.log.1"))).hasSize(700);
    }
}
