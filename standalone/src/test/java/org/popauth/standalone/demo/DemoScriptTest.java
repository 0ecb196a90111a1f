package org.popauth.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.popauth.events.Client;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.MailLogSettings;
import org.popauth.maillog.Reading;

class DemoScriptTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:52:00Z");

    @Test
    void itShowsTheSevenRefusalsLogInsAndIpv6AndBlamesNobodyElse() {
        // Given
        var script = DemoScript.bundled(new Random(1));
        var log =
                new MailLog(
                        new MailLogSettings(
                                new MailHost("mx"), ZoneId.of("UTC"), Client.IPV6_PREFIX_LENGTH),
                        "demo");
        var kinds = new TreeSet<OffenceKind>();
        var types = new HashSet<Class<?>>();
        var clients = new HashSet<String>();
        long offset = 0;
        // When
        for (int i = 0; i < 600; i++) {
            for (var text : script.next()) {
                var line = ("2026-11-23T06:52:00.000000+00:00 " + text).getBytes(UTF_8);
                var reading = log.read(line, 0, line.length, 0, offset, NOW);
                offset += line.length + 1;
                assertThat(reading).as(text).isNotInstanceOf(Reading.Unparsable.class);
                if (reading instanceof Reading.Recognised(MailEvent event)) {
                    types.add(event.getClass());
                    clients.add(event.client().toString());
                    if (event instanceof MailEvent.Offence offence) {
                        kinds.add(offence.kind());
                    }
                }
            }
        }
        // Then
        assertThat(kinds)
                .contains(
                        OffenceKind.RBL_LISTED,
                        OffenceKind.REFUSED_AGAIN,
                        OffenceKind.SENDER_FORGED,
                        OffenceKind.RECIPIENT_FORGED,
                        OffenceKind.HELO_FORGED,
                        OffenceKind.RECIPIENT_UNKNOWN,
                        OffenceKind.RELAY_DENIED);
        assertThat(types).contains(MailEvent.LoginSucceeded.class, MailEvent.LoginFailed.class);
        assertThat(clients).anyMatch(client -> client.contains(":"));
        assertThat(clients).doesNotContain("198.51.100.200");
    }
}
