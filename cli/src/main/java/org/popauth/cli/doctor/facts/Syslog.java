package org.popauth.cli.doctor.facts;

import java.util.List;
import java.util.Set;

/// Where log lines go.
///
/// @param daemons that run: `rsyslogd`, `syslog-ng`, `systemd-journal`
/// @param rsyslog its files, in the order in which they are read
/// @param rsyslogSays about them: nothing when it understands
/// @param syslogNg its settings
/// @param logs the files, pipes and sockets that mail lines go to
/// @param user that popAuth's services run as
/// @param userGroups the groups of that user
public record Syslog(
        Set<String> daemons,
        Seen<List<ConfigFile>> rsyslog,
        Seen<String> rsyslogSays,
        Seen<NgConfig> syslogNg,
        List<FileFact> logs,
        String user,
        Seen<Set<String>> userGroups) {

    /// The settings of syslog-ng.
    ///
    /// @param text with all that they include
    /// @param complaint what is wrong with them; nothing when it understands
    public record NgConfig(String text, String complaint) {}

    /// A file of settings.
    public record ConfigFile(String path, String text) {}
}
