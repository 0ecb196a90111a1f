package org.popauth.maillog;

import org.popauth.events.MailHost;
import org.popauth.maillog.parser.SeenHost;

/// Makes mail hosts from what stands in headers.
///
/// syslog-ng can write `source@host/relay`, others `host/host`: what counts is who wrote the line
/// first. A text that cannot be the name of a host is that of the source's own.
final class HostNames {

    private final MailLogSettings settings;
    private final SeenHost unnamed;

    HostNames(MailLogSettings settings) {
        this.settings = settings;
        this.unnamed = seen(settings.defaultHost());
    }

    /// The mail host of lines that name none.
    SeenHost unnamed() {
        return unnamed;
    }

    /// The mail host that a header names.
    SeenHost named(String text) {
        if (settings.hostIsCertain()) {
            return unnamed;
        }
        int slash = text.indexOf('/');
        var chain = slash < 0 ? text : text.substring(0, slash);
        var name = chain.substring(chain.indexOf('@') + 1);
        try {
            return seen(new MailHost(name));
        } catch (IllegalArgumentException e) {
            return unnamed;
        }
    }

    private SeenHost seen(MailHost host) {
        return new SeenHost(host, settings.zoneOf(host));
    }
}
