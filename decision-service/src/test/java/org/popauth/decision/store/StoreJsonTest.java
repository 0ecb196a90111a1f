package org.popauth.decision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.popauth.decision.policy.ClientState;
import org.popauth.decision.policy.ClientState.Counter;
import org.popauth.decision.policy.ClientState.Grant;
import org.popauth.decision.policy.ClientState.Mark;
import org.popauth.decision.policy.ClientState.Seen;
import org.popauth.decision.policy.ClientState.Session;
import org.popauth.decision.policy.ClientState.Strike;
import org.popauth.decision.policy.ClientState.Success;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.EventId;
import org.popauth.events.Json;
import org.popauth.events.OffenceKind;

class StoreJsonTest {

    private static final Instant AT = Instant.parse("2026-11-23T06:52:57.123456789Z");
    private static final ClientState STATE =
            new ClientState(
                    7,
                    List.of(
                            new Counter(
                                    "recipient-unknown",
                                    List.of(
                                            new Mark(
                                                    AT,
                                                    new EventId(
                                                            "mx1:file:/var/log/mail.log", 1, 4711),
                                                    OffenceKind.RECIPIENT_UNKNOWN,
                                                    null,
                                                    1)))),
                    List.of(new Strike("recipient-unknown", false, Instant.EPOCH)),
                    List.of(),
                    List.of(new Success("ann", AT.plusNanos(1))),
                    List.of(new Seen(Address.parse("2001:db8::9"), AT.plusSeconds(1))),
                    List.of(
                            new Grant(
                                    Client.parse("203.0.113.9"),
                                    AT,
                                    Instant.parse("2026-11-23T07:00:00Z"),
                                    List.of(new Session("imap/1", AT)))));

    @Test
    void aStateIsReadAsItWasWritten() {
        assertThat(StoreJson.read(StoreJson.write(STATE), ClientState.class)).isEqualTo(STATE);
    }

    @Test
    void aStateWithItsInstantsAsTextIsReadToo() throws Exception {
        // Given
        var json = Json.mapper().writeValueAsString(STATE);

        // Then
        assertThat(json).contains("\"2026-11-23T06:52:57.123456789Z\"");
        assertThat(StoreJson.read(json, ClientState.class)).isEqualTo(STATE);
    }
}
