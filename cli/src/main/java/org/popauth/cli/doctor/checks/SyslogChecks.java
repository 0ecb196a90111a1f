package org.popauth.cli.doctor.checks;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.popauth.cli.doctor.facts.Facts;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Syslog;

/// Whether popAuth may read mail lines where they go, and what is lost on the way.
final class SyslogChecks {

    private static final Duration STALE = Duration.ofDays(1);

    private static final Set<String> CUT_AT_SLASH =
            Set.of("RSYSLOG_SyslogProtocol23Format", "RSYSLOG_DebugFormat");

    private final Facts facts;
    private final Syslog syslog;
    private final Rsyslog rsyslog;

    private SyslogChecks(Facts facts) {
        this.facts = facts;
        this.syslog = facts.syslog();
        this.rsyslog = new Rsyslog(syslog.rsyslog().value().orElse(List.of()));
    }

    static List<Finding> of(Facts facts) {
        var checks = new SyslogChecks(facts);
        var findings = new ArrayList<Finding>();
        findings.addAll(SourceChecks.of(facts));
        findings.add(
                Finding.seen(
                        Area.syslog,
                        "user",
                        checks.syslog.userGroups(),
                        checks::user,
                        checks::noUser));
        checks.syslog.logs().forEach(it -> findings.addAll(checks.log(it)));
        findings.add(checks.repeats());
        findings.addAll(checks.formats());
        return findings;
    }

    private Finding user(Set<String> groups) {
        return Finding.ok(
                Area.syslog,
                "user",
                syslog.user()
                        + " is in the groups "
                        + groups.stream().sorted().collect(joining(", ")));
    }

    private Finding noUser(String why) {
        return Finding.wrong(Area.syslog, "user", why)
                .write(
                        "a shell",
                        List.of(
                                "# in the folder of popAuth",
                                "install -m 644 infra/sysusers.d/popauth.conf"
                                        + " /usr/lib/sysusers.d/",
                                "systemd-sysusers"));
    }

    private List<Finding> log(FileFact log) {
        var findings = new ArrayList<Finding>();
        findings.add(readable(log));
        if (log.kind() == FileFact.Kind.FILE) {
            findings.add(fresh(log));
        }
        if (log.writableByAll()) {
            findings.add(
                    Finding.wrong(
                            Area.syslog,
                            "forgery",
                            "everybody on this host may write to "
                                    + log.path()
                                    + ", and so let anybody relay"));
        }
        return findings;
    }

    private Finding readable(FileFact log) {
        if (log.kind() == FileFact.Kind.UNREAD) {
            return Finding.unknown(
                    Area.syslog, "readable", "may not look at " + log.path() + "; run it as root");
        }
        if (!log.exists()) {
            return Finding.warning(
                    Area.syslog, "readable", log.path() + " is not there yet; nothing was logged");
        }
        if (log.readable()) {
            return Finding.ok(Area.syslog, "readable", syslog.user() + " may read " + log.path());
        }
        if (syslog.userGroups().value().isEmpty()) {
            return Finding.unknown(
                    Area.syslog,
                    "readable",
                    "whether "
                            + syslog.user()
                            + " may read "
                            + log.path()
                            + " is known when there is such a user");
        }
        boolean byGroup = (log.mode() & 0040) != 0;
        return Finding.wrong(
                        Area.syslog,
                        "readable",
                        syslog.user()
                                + " may not read "
                                + log.path()
                                + String.format(
                                        " (%s:%s %04o)", log.owner(), log.group(), log.mode()))
                .write(
                        "a shell",
                        List.of(
                                byGroup
                                        ? "usermod -aG " + log.group() + " " + syslog.user()
                                        : "chmod g+r " + log.path()));
    }

    private Finding fresh(FileFact log) {
        var age = Duration.between(log.modified(), facts.machine().now());
        return age.compareTo(STALE) > 0
                ? Finding.warning(
                        Area.syslog,
                        "fresh",
                        "nothing was written to " + log.path() + " for " + age.toDays() + " days")
                : Finding.ok(Area.syslog, "fresh", log.path() + " is being written");
    }

    private Finding repeats() {
        return Finding.seen(
                Area.syslog,
                "repeats",
                syslog.rsyslog(),
                _ -> reduction(),
                why -> Finding.skipped(Area.syslog, "repeats", why));
    }

    private Finding reduction() {
        return rsyslog.withoutReduction()
                .map(
                        it ->
                                Finding.warning(
                                                Area.syslog,
                                                "repeats",
                                                "rsyslog writes `last message repeated N times`:"
                                                        + " offences come late")
                                        .write(it.file(), List.of("$RepeatedMsgReduction off"))
                                        .mend(List.of(it)))
                .orElseGet(() -> Finding.ok(Area.syslog, "repeats", "each line is written"));
    }

    private List<Finding> formats() {
        var findings = new ArrayList<Finding>();
        for (var target : rsyslog.mail()) {
            if (CUT_AT_SLASH.contains(target.template()) && !rsyslog.keepsSlashes()) {
                findings.add(slash(target));
            }
            boolean byDefault =
                    target.template().isEmpty() && target.kind() == Rsyslog.Kind.NETWORK;
            if (byDefault || target.template().equals("RSYSLOG_TraditionalForwardFormat")) {
                findings.add(
                        Finding.warning(
                                Area.syslog,
                                "tag",
                                "lines to "
                                        + target.where()
                                        + " have tags cut to 32 characters and no year; use"
                                        + " template RSYSLOG_ForwardFormat or"
                                        + " RSYSLOG_SyslogProtocol23Format"));
            }
        }
        if (findings.isEmpty() && !rsyslog.mail().isEmpty()) {
            findings.add(Finding.ok(Area.syslog, "format", "program names are written in full"));
        }
        return findings;
    }

    private Finding slash(Rsyslog.Target target) {
        var line = "global(parser.permitSlashInProgramName=\"on\")";
        var main = rsyslog.files().getFirst();
        var text = line + "\n" + main.text();
        return Finding.warning(
                        Area.syslog,
                        "slash",
                        "lines to "
                                + target.where()
                                + " say `postfix` for `postfix/smtpd`: submission is not told from"
                                + " smtp")
                .write(main.path(), List.of(line))
                .mend(
                        List.of(
                                new Change.FileText(
                                        main.path(), main.text(), text, Change.Daemon.RSYSLOG)));
    }
}
