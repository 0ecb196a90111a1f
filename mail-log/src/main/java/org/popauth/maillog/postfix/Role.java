package org.popauth.maillog.postfix;

/// Which of Postfix's programs wrote a line.
enum Role {
    SMTPD("/smtpd"),
    POSTSCREEN("/postscreen"),
    CLEANUP("/cleanup"),
    /// Another program of Postfix, whose lines say nothing about clients.
    OTHER("/"),
    /// Not told: some syslog formats cut the name at the slash.
    ANY("");

    private final String suffix;

    Role(String suffix) {
        this.suffix = suffix;
    }

    /// How the program's name ends, whatever `syslog_name` is.
    String suffix() {
        return suffix;
    }

    static Role of(String program) {
        for (var role : values()) {
            if (role.ordinal() < OTHER.ordinal() && program.endsWith(role.suffix)) {
                return role;
            }
        }
        return program.indexOf('/') < 0 ? ANY : OTHER;
    }

    /// The service that a program with this name offers: `postfix/submission/smtpd` is
    /// `submission`.
    static String service(String program) {
        int last = program.lastIndexOf('/');
        int before = last < 0 ? -1 : program.lastIndexOf('/', last - 1);
        if (before < 0) {
            return "smtp";
        }
        if (program.startsWith("submissions", before + 1)
                || program.startsWith("smtps", before + 1)) {
            return "submissions";
        }
        return program.startsWith("submission", before + 1) ? "submission" : "smtp";
    }
}
