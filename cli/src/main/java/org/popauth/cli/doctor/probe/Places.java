package org.popauth.cli.doctor.probe;

import java.nio.file.Path;
import java.util.Optional;

/// Where things are on the host.
///
/// @param postfix the directory of main.cf; empty for the one that Postfix was built with
/// @param dovecot its dovecot.conf
/// @param rsyslog its rsyslog.conf
/// @param syslogNg its syslog-ng.conf
/// @param agent the settings of the agent
/// @param user that popAuth runs as
/// @param root what stands before `/proc`, `/run`, `/etc`, `/var/log`
public record Places(
        Optional<Path> postfix,
        Path dovecot,
        Path rsyslog,
        Path syslogNg,
        Path agent,
        String user,
        Path root) {

    /// A path of the host that no setting names.
    Path system(String path) {
        return root.resolve(path.substring(1));
    }

    /// What stands before the arguments of Postfix's programs.
    public String[] postfixArguments(String... more) {
        var arguments = new String[more.length + (postfix.isPresent() ? 2 : 0)];
        if (postfix.isPresent()) {
            arguments[0] = "-c";
            arguments[1] = postfix.get().toString();
        }
        System.arraycopy(more, 0, arguments, arguments.length - more.length, more.length);
        return arguments;
    }
}
