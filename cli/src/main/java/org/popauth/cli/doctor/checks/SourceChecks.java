package org.popauth.cli.doctor.checks;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.popauth.cli.doctor.facts.Facts;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.cli.doctor.facts.Syslog;

/// Where mail lines go, by rsyslog, by syslog-ng, by Postfix itself or into the journal.
final class SourceChecks {

    private static final String SOURCE = "source";
    private static final String JOURNAL = "systemd-journal";
    private static final String NG = "syslog-ng";
    private static final String KEEP = "mail.*  -/var/log/mail.log";

    private final Facts facts;
    private final Syslog syslog;
    private final Rsyslog rsyslog;
    private final SyslogNg syslogNg;

    private SourceChecks(Facts facts) {
        this.facts = facts;
        this.syslog = facts.syslog();
        this.rsyslog = new Rsyslog(syslog.rsyslog().value().orElse(List.of()));
        this.syslogNg =
                new SyslogNg(syslog.syslogNg().value().map(Syslog.NgConfig::text).orElse(""));
    }

    static List<Finding> of(Facts facts) {
        var checks = new SourceChecks(facts);
        var findings = new ArrayList<Finding>();
        findings.add(checks.source());
        findings.add(
                understood(
                        "rsyslog",
                        facts.syslog().rsyslogSays(),
                        facts.syslog().rsyslogSays().value().orElse("")));
        findings.add(
                understood(
                        NG,
                        facts.syslog().syslogNg(),
                        facts.syslog()
                                .syslogNg()
                                .value()
                                .map(Syslog.NgConfig::complaint)
                                .orElse("")));
        findings.addAll(checks.otherwise());
        findings.add(checks.journal());
        return findings;
    }

    private static Finding understood(String daemon, Seen<?> seen, String complaint) {
        return switch (seen) {
            case Seen.Found<?> _ ->
                    complaint.isEmpty()
                            ? Finding.ok(Area.syslog, daemon, daemon + " understands its settings")
                            : Finding.wrong(Area.syslog, daemon, complaint);
            case Seen.Missing<?>(var why) -> Finding.skipped(Area.syslog, daemon, why);
            case Seen.Unread<?>(var why) -> Finding.unknown(Area.syslog, daemon, why);
        };
    }

    private List<Rsyslog.Target> targets() {
        return Stream.concat(rsyslog.mail().stream(), syslogNg.mail().stream()).toList();
    }

    private List<String> unfollowed() {
        return Stream.concat(rsyslog.unfollowed().stream(), syslogNg.unfollowed().stream())
                .toList();
    }

    private Finding source() {
        var files = syslog.logs().stream().map(FileFact::path).collect(joining(", "));
        var others = targets().stream().map(Rsyslog.Target::where).collect(joining(", "));
        if (!files.isEmpty() || !others.isEmpty()) {
            return written(files.isEmpty() ? others : files);
        }
        for (var settings : List.of(syslog.rsyslog(), syslog.syslogNg())) {
            if (settings instanceof Seen.Unread<?>(var why)) {
                return Finding.unknown(Area.syslog, SOURCE, why);
            }
        }
        if (syslog.daemons().contains(NG) && syslog.syslogNg().isMissing()) {
            return Finding.unknown(
                    Area.syslog, SOURCE, "syslog-ng runs, but cannot be asked for its settings");
        }
        if (!unfollowed().isEmpty()) {
            return Finding.unknown(
                    Area.syslog,
                    SOURCE,
                    "lines are chosen in a way that is not followed here; see that mail is kept");
        }
        if (syslog.daemons().contains(JOURNAL)) {
            return Finding.ok(Area.syslog, SOURCE, "mail lines are in systemd's journal alone")
                    .write(
                            "the settings of ingest-service",
                            List.of("ingest.sources.\"mail\".type=journal"));
        }
        return Finding.wrong(Area.syslog, SOURCE, "no syslog daemon is found that keeps mail lines")
                .write("/etc/rsyslog.d/popauth.conf", List.of(KEEP));
    }

    /// Settings alone write nothing: the daemon has to run.
    private Finding written(String where) {
        boolean byPostfix =
                facts.postfix()
                        .value()
                        .map(it -> !it.unexpanded("maillog_file").isEmpty())
                        .orElse(false);
        var daemon = rsyslog.mail().isEmpty() ? NG : "rsyslogd";
        if (byPostfix || targets().isEmpty() || syslog.daemons().contains(daemon)) {
            return Finding.ok(Area.syslog, SOURCE, "mail lines go to " + where);
        }
        var others = syslog.daemons().stream().sorted().collect(joining(", "));
        return Finding.warning(
                Area.syslog,
                SOURCE,
                daemon.replace("rsyslogd", "rsyslog")
                        + " is told to write mail lines to "
                        + where
                        + ", but is not seen to run"
                        + (others.isEmpty() ? "" : "; what runs is " + others));
    }

    private List<Finding> otherwise() {
        return unfollowed().isEmpty()
                ? List.of()
                : List.of(
                        Finding.warning(
                                        Area.syslog,
                                        "filters",
                                        "these choose lines in a way that is not followed here; see"
                                                + " that they take no mail line away")
                                .write("as they are", unfollowed()));
    }

    private Finding journal() {
        boolean alone =
                syslog.logs().isEmpty()
                        && targets().isEmpty()
                        && syslog.daemons().contains(JOURNAL);
        if (!alone) {
            return Finding.skipped(Area.syslog, "journal", "the journal is not the source");
        }
        var groups = syslog.userGroups().value().orElse(Set.of());
        if (groups.contains(JOURNAL) || groups.contains("adm")) {
            return Finding.ok(Area.syslog, "journal", syslog.user() + " may read the journal");
        }
        return Finding.wrong(Area.syslog, "journal", syslog.user() + " may not read the journal")
                .write("a shell", List.of("usermod -aG systemd-journal " + syslog.user()));
    }
}
