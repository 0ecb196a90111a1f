package org.popauth.maillog;

import java.time.ZoneId;
import java.util.Map;
import org.popauth.events.MailHost;
import org.popauth.maillog.patterns.Patterns;

/// What has to be known about a source to read its lines.
///
/// @param defaultHost the mail host of lines that name none
/// @param zone the time zone of stamps that name none
/// @param zones the time zone of such stamps of certain mail hosts
/// @param ipv6PrefixLength how many bits of an IPv6 address make a client
/// @param hostIsCertain true when all lines are the default host's, whatever they say
/// @param patterns of the operators, for lines of which no parser knows anything
public record MailLogSettings(
        MailHost defaultHost,
        ZoneId zone,
        Map<MailHost, ZoneId> zones,
        int ipv6PrefixLength,
        boolean hostIsCertain,
        Patterns patterns) {

    public MailLogSettings {
        zones = Map.copyOf(zones);
        if (ipv6PrefixLength < 1 || ipv6PrefixLength > 128) {
            throw new IllegalArgumentException(
                    "IPv6 prefix length must be 1 to 128: " + ipv6PrefixLength);
        }
    }

    /// Settings of a source whose hosts are all in one time zone.
    public MailLogSettings(MailHost defaultHost, ZoneId zone, int ipv6PrefixLength) {
        this(defaultHost, zone, Map.of(), ipv6PrefixLength);
    }

    /// Settings of a source whose lines name their hosts.
    public MailLogSettings(
            MailHost defaultHost, ZoneId zone, Map<MailHost, ZoneId> zones, int ipv6PrefixLength) {
        this(defaultHost, zone, zones, ipv6PrefixLength, false, Patterns.NONE);
    }

    /// The same for lines that are all of one mail host, whatever they say.
    public MailLogSettings of(MailHost host) {
        return new MailLogSettings(host, zone, zones, ipv6PrefixLength, true, patterns);
    }

    /// The same with operators' patterns.
    public MailLogSettings with(Patterns others) {
        return new MailLogSettings(
                defaultHost, zone, zones, ipv6PrefixLength, hostIsCertain, others);
    }

    /// The time zone of a mail host's stamps that name none.
    ZoneId zoneOf(MailHost host) {
        return zones.getOrDefault(host, zone);
    }
}
