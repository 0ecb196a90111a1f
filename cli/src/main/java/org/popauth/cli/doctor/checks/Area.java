package org.popauth.cli.doctor.checks;

/// A part of the host, in the order in which it is looked at.
public enum Area {
    host("Host"),
    postfix("Postfix"),
    tables("Tables"),
    dovecot("Dovecot"),
    syslog("Log"),
    firewall("Firewall"),
    agent("Agent");

    private final String title;

    Area(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
