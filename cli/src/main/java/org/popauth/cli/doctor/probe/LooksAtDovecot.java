package org.popauth.cli.doctor.probe;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Dovecot;
import org.popauth.cli.doctor.facts.Seen;

/// Asks doveconf what Dovecot is told.
record LooksAtDovecot(Programs programs, Places places) {

    private static final Set<String> NAMES =
            Set.of(
                    "auth_verbose",
                    "haproxy_trusted_networks",
                    "info_log_path",
                    "log_path",
                    "login_log_format_elements",
                    "login_trusted_networks",
                    "protocols",
                    "syslog_facility");

    private static final Pattern CONF_D =
            Pattern.compile("(?m)^\\s*!include(?:_try)?\\s+(?:\\S*/)?conf\\.d/\\*\\.conf\\s*$");

    private static final Pattern VERSION = Pattern.compile("^# (\\d+\\.\\d+[\\w.]*)");

    Seen<Dovecot> look() {
        if (programs.find("doveconf").isEmpty()) {
            return Seen.missing("Dovecot is not installed");
        }
        return Reading.text(places.dovecot()).then(this::look);
    }

    private Seen<Dovecot> look(String text) {
        var file = places.dovecot().toString();
        return programs.run("doveconf", "-c", file, "-a")
                .then(
                        all ->
                                all.isForbidden()
                                        ? Seen.unread(all.complaint() + "; run it as root")
                                        : Seen.found(dovecot(all, text)));
    }

    private Dovecot dovecot(Output all, String text) {
        var file = places.dovecot().toString();
        var version =
                programs.run("doveconf", "-c", file, "-n")
                        .value()
                        .map(it -> VERSION.matcher(it.text()))
                        .filter(it -> it.find())
                        .map(it -> it.group(1))
                        .orElse("?");
        return new Dovecot(
                version,
                file,
                CONF_D.matcher(text).find(),
                settings(all),
                all.ok() ? "" : all.complaint());
    }

    /// Settings outside of blocks; Dovecot puts some values in quotes.
    private static Map<String, String> settings(Output all) {
        var settings = new HashMap<String, String>();
        for (var line : all.lines()) {
            var parts = line.split(" = ?", 2);
            if (parts.length == 2 && NAMES.contains(parts[0])) {
                settings.put(parts[0], parts[1].replaceAll("^\"|\"$", "").strip());
            }
        }
        return Map.copyOf(settings);
    }
}
