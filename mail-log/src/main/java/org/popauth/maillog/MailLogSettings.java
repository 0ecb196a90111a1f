package org.popauth.maillog;

import java.time.ZoneId;
import org.popauth.events.MailHost;

/// What has to be known about a source to read its lines.
///
/// @param defaultHost the mail host of lines that name none
/// @param zone the time zone of stamps that name none
/// @param ipv6PrefixLength how many bits of an IPv6 address make a client
public record MailLogSettings(MailHost defaultHost, ZoneId zone, int ipv6PrefixLength) {

    public MailLogSettings {
        if (ipv6PrefixLength < 1 || ipv6PrefixLength > 128) {
            throw new IllegalArgumentException(
                    "IPv6 prefix length must be 1 to 128: " + ipv6PrefixLength);
        }
    }
}
