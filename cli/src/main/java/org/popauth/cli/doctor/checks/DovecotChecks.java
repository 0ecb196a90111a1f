package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.popauth.cli.doctor.facts.Dovecot;
import org.popauth.events.Network;

/// What Dovecot has to log.
final class DovecotChecks {

    /// Dovecot's own elements, in its order.
    private static final String ELEMENTS =
            "user=<%u> method=%m rip=%r lip=%l mpid=%e %c session=<%{session}>";

    private static final String ELEMENTS_2_4 =
            "user=<%{user}> method=%{mechanism} rip=%{remote_ip} lip=%{local_ip} mpid=%{mail_pid}"
                    + " %{secured} session=<%{session}>";

    private static final int TRUSTED_LENGTH_MIN = 16;

    private final Dovecot dovecot;

    private DovecotChecks(Dovecot dovecot) {
        this.dovecot = dovecot;
    }

    static List<Finding> of(Dovecot dovecot) {
        var checks = new DovecotChecks(dovecot);
        var findings = new ArrayList<Finding>();
        if (!dovecot.complaint().isEmpty()) {
            findings.add(Finding.wrong(Area.dovecot, "check", dovecot.complaint()));
            return findings;
        }
        findings.add(Finding.ok(Area.dovecot, "check", "version " + dovecot.version()));
        findings.add(checks.elements());
        findings.add(checks.failures());
        findings.add(checks.protocols());
        findings.add(checks.log());
        findings.add(checks.trusted("login_trusted_networks"));
        findings.add(checks.trusted("haproxy_trusted_networks"));
        return findings;
    }

    private Finding elements() {
        var elements = dovecot.get("login_log_format_elements");
        var missing =
                Stream.of("user=<", "rip=", "session=<")
                        .filter(it -> !elements.contains(it))
                        .toList();
        if (missing.isEmpty()) {
            return Finding.ok(
                    Area.dovecot,
                    "login-log",
                    "log-ins name the user, the address and the session");
        }
        var says = "login_log_format_elements has no " + String.join(", ", missing);
        var finding =
                missing.contains("rip=")
                        ? Finding.wrong(
                                Area.dovecot, "login-log", says + ": no log-in lets anybody relay")
                        : Finding.warning(
                                Area.dovecot,
                                "login-log",
                                says + ": users, or ends of sessions, are not known");
        boolean old = dovecot.version().matches("2\\.[0-3](\\..*)?");
        return set(finding, "login_log_format_elements", old ? ELEMENTS : ELEMENTS_2_4);
    }

    private Finding failures() {
        return dovecot.get("auth_verbose").equals("no")
                ? set(
                        Finding.warning(
                                Area.dovecot,
                                "auth-verbose",
                                "auth_verbose = no: failed log-ins are counted at the end of a"
                                        + " connection only, without the reason"),
                        "auth_verbose",
                        "yes")
                : Finding.ok(Area.dovecot, "auth-verbose", "each failed log-in is logged");
    }

    private Finding protocols() {
        var protocols = dovecot.get("protocols");
        return protocols.contains("pop3") || protocols.contains("imap")
                ? Finding.ok(Area.dovecot, "protocols", "serves " + protocols)
                : Finding.wrong(
                        Area.dovecot,
                        "protocols",
                        "neither pop3 nor imap is served (protocols = "
                                + protocols
                                + "): install dovecot-pop3d or dovecot-imapd");
    }

    private Finding log() {
        var info = dovecot.get("info_log_path");
        var path = info.isEmpty() ? dovecot.get("log_path") : info;
        if (!path.equals("syslog") && !path.isEmpty()) {
            return Finding.warning(
                            Area.dovecot,
                            "log",
                            "logs to " + path + ", not to syslog: popAuth needs a source for it")
                    .write(
                            "the settings of ingest-service",
                            List.of(
                                    "ingest.sources.\"dovecot\".type=file",
                                    "ingest.sources.\"dovecot\".path=" + path));
        }
        var facility = dovecot.get("syslog_facility");
        return facility.equals("mail") || facility.isEmpty()
                ? Finding.ok(Area.dovecot, "log", "logs as mail")
                : set(
                        Finding.warning(
                                Area.dovecot,
                                "log",
                                "syslog_facility = " + facility + ": popAuth looks at mail"),
                        "syslog_facility",
                        "mail");
    }

    /// Hosts in these networks may say which address a client has.
    private Finding trusted(String name) {
        for (var word : Restrictions.words(dovecot.get(name))) {
            try {
                if (Network.parse(word).prefixLength() < TRUSTED_LENGTH_MIN) {
                    return Finding.wrong(
                            Area.dovecot,
                            name,
                            name + " holds " + word + ": it may log in with any address");
                }
            } catch (IllegalArgumentException e) {
                return Finding.warning(
                        Area.dovecot, name, name + " holds " + word + ", which is no network");
            }
        }
        return Finding.ok(Area.dovecot, name, name + " trusts no stranger");
    }

    private Finding set(Finding finding, String name, String value) {
        var line = name + " = " + value;
        if (!dovecot.includesConfD()) {
            return finding.write(dovecot.config(), List.of(line));
        }
        var folder = dovecot.config().substring(0, dovecot.config().lastIndexOf('/'));
        var file = folder + "/conf.d/99-popauth-" + name.replace('_', '-') + ".conf";
        return finding.write(file, List.of(line))
                .mend(List.of(new Change.FileText(file, "", line + "\n", Change.Daemon.DOVECOT)));
    }
}
