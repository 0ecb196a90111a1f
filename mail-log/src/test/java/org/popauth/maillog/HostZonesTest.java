package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.popauth.events.MailHost;

/// Stamps without a zone are in the zone of the mail host that wrote them.
class HostZonesTest {

    private static final Instant RECEIVED_AT = Instant.parse("2027-01-01T06:00:00Z");
    private static final String MESSAGE =
            " postfix/smtpd[815]: too many errors after RCPT from unknown[192.0.2.10]";

    private final MailLog log =
            new MailLog(
                    new MailLogSettings(
                            new MailHost("default.example"),
                            ZoneId.of("Europe/Berlin"),
                            Map.of(new MailHost("mx2"), ZoneId.of("America/New_York")),
                            64),
                    "test");
    private int offset;

    @Test
    void everyHostHasItsOwn() {
        assertThat(at("Dec 31 20:30:00 mx1")).isEqualTo("2026-12-31T19:30:00Z");
        assertThat(at("Dec 31 20:30:00 mx2")).isEqualTo("2027-01-01T01:30:00Z");
        assertThat(at("Jan  1 00:30:00 mx2")).isEqualTo("2027-01-01T05:30:00Z");
    }

    @Test
    void aStampWithAZoneNeedsNone() {
        assertThat(at("2026-12-31T20:30:00+00:00 mx2")).isEqualTo("2026-12-31T20:30:00Z");
    }

    private Instant at(String header) {
        var bytes = (header + MESSAGE).getBytes(StandardCharsets.US_ASCII);
        var reading = log.read(bytes, 0, bytes.length, 1, offset++, RECEIVED_AT);
        assertThat(reading).isInstanceOf(Reading.Recognised.class);
        return ((Reading.Recognised) reading).event().at();
    }
}
