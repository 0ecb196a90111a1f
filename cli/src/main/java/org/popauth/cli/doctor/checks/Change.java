package org.popauth.cli.doctor.checks;

/// A change to the host that mends what a finding tells of.
public sealed interface Change {

    /// The file that is changed.
    String file();

    /// A parameter of main.cf.
    ///
    /// @param file main.cf
    record PostfixSetting(String file, String name, String value) implements Change {}

    /// The whole text of a file.
    ///
    /// @param before empty when there is no such file yet
    /// @param daemon who reads it, and is asked whether it understands
    record FileText(String file, String before, String after, Daemon daemon) implements Change {}

    /// Who reads a file of settings.
    enum Daemon {
        POSTFIX,
        DOVECOT,
        RSYSLOG
    }
}
