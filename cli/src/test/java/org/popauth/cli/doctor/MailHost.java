package org.popauth.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.probe.Places;

/// The settings of a mail host in a directory of the test's own, as a distribution leaves them, for
/// the real programs of Postfix, Dovecot and rsyslog. The agent has made its tables there.
public final class MailHost {

    public static final Programs PROGRAMS = Programs.ofHost(Duration.ofSeconds(20));

    private static final String MAIN_CF =
            """
            # A comment that stays.
            compatibility_level = 3.6
            queue_directory = %1$s/queue
            data_directory = %1$s/data
            maillog_file = %1$s/mail.log
            maillog_file_prefixes = %1$s
            myhostname = mx.example.org
            mydestination = example.org
            mynetworks = 127.0.0.0/8
            alias_maps =
            soft_bounce = yes

            # Another one.
            smtpd_client_restrictions = permit_mynetworks,
                # within a list
                reject_rbl_client zen.example.net
            """;

    private static final String MASTER_CF =
            """
            smtp inet n - y - - smtpd
            submission inet n - n - - smtpd
                -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
            rewrite unix - - n - - trivial-rewrite
            cleanup unix n - n - 0 cleanup
            postlog unix-dgram n - n - 1 postlogd
            """;

    private static final String DOVECOT =
            """
            protocols = imap pop3
            ssl = no
            login_log_format_elements = user=<%u> method=%m
            !include conf.d/*.conf
            """;

    private static final String RSYSLOG =
            """
            module(load="imuxsock")
            $RepeatedMsgReduction on
            $IncludeConfig %1$s/rsyslog.d/*.conf
            mail.* -%1$s/mail.log
            """;

    private static final String FORWARD = "mail.* @@192.0.2.9:514;RSYSLOG_SyslogProtocol23Format\n";

    private static final String AGENT =
            """
            agent.state-dir=%1$s/agent
            agent.firewall.backend=dry-run
            """;

    private final Path folder;

    private MailHost(Path folder) {
        this.folder = folder;
    }

    /// Writes the files, or skips the test where the programs are missing.
    public static MailHost in(Path folder) throws IOException {
        for (var program : List.of("postconf", "postmap", "doveconf", "rsyslogd")) {
            Assumptions.assumeTrue(
                    PROGRAMS.find(program).isPresent(), program + " is not installed");
        }
        var host = new MailHost(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        host.write("config/main.cf", MAIN_CF);
        host.write("config/master.cf", MASTER_CF);
        host.write("dovecot/dovecot.conf", DOVECOT);
        host.write("dovecot/conf.d/10-auth.conf", "auth_mechanisms = plain\n");
        host.write("rsyslog.conf", RSYSLOG);
        host.write("rsyslog.d/forward.conf", FORWARD);
        host.write("agent.properties", AGENT);
        host.write("mail.log", "");
        Files.createDirectory(folder.resolve("queue"));
        Files.createDirectory(folder.resolve("data"));
        host.table("popauth_checks", "203.0.113.9 OK popauth\n");
        host.table("rbl_cache", "");
        return host;
    }

    /// Writes a file; `%1$s` stands for the directory of all. Postfix's programs wait for a main.cf
    /// that was changed within the last second, so all look older.
    public Path write(String name, String text) throws IOException {
        var file = path(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace("%1$s", folder.toString()));
        var time = FileTime.from(Files.getLastModifiedTime(file).toInstant().minusSeconds(60));
        return Files.setLastModifiedTime(file, time);
    }

    /// Makes a table as the agent does.
    public void table(String name, String text) throws IOException {
        write("agent/" + name, text);
        run("postmap", "-c", path("config").toString(), "hash:" + path("agent/" + name));
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    public String text(String name) throws IOException {
        return Files.readString(path(name));
    }

    /// Where the doctor finds all that.
    public Places places() {
        return new Places(
                Optional.of(path("config")),
                path("dovecot/dovecot.conf"),
                path("rsyslog.conf"),
                path("syslog-ng.conf"),
                path("agent.properties"),
                "root",
                Path.of("/"));
    }

    /// The same for the command.
    public String[] doctor(String... more) {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "doctor",
                                "--config-directory=" + path("config"),
                                "--dovecot=" + path("dovecot/dovecot.conf"),
                                "--rsyslog=" + path("rsyslog.conf"),
                                "--syslog-ng=" + path("syslog-ng.conf"),
                                "--agent=" + path("agent.properties"),
                                "--user=root"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /// What a program of the host says, which must succeed.
    public static Output run(String program, String... arguments) {
        var output = PROGRAMS.run(program, arguments).value().orElseThrow();
        if (!output.ok()) {
            throw new AssertionError(program + ": " + output.complaint());
        }
        return output;
    }

    /// Every file with its bytes and when it was changed.
    public Map<String, String> everything() throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var each : files.filter(Files::isRegularFile).toList()) {
                all.put(
                        each.toString(),
                        Files.getLastModifiedTime(each)
                                + new String(
                                        Files.readAllBytes(each), StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }
}
