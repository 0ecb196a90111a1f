package org.popauth.cli.doctor.facts;

/// All that was found on a mail host.
public record Facts(
        Machine machine,
        Seen<Postfix> postfix,
        Seen<Dovecot> dovecot,
        Syslog syslog,
        Firewall firewall,
        Agent agent) {}
