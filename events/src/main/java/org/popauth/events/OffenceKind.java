package org.popauth.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a client did that counts against it. The first seven are those of popAuth3.
public enum OffenceKind {
    /// An RBL (DNSBL) lists the client.
    RBL_LISTED,
    /// It came back although the cache of refusals already refuses it.
    REFUSED_AGAIN,
    /// It sent as a freemail user from elsewhere.
    SENDER_FORGED,
    /// It wrote to an address that only spammers know.
    RECIPIENT_FORGED,
    /// It greeted with one of our own names or addresses.
    HELO_FORGED,
    /// It guessed a recipient that does not exist.
    RECIPIENT_UNKNOWN,
    /// It tried to relay.
    RELAY_DENIED,
    /// A log-in failed, seen as an offence.
    LOGIN_FAILED,
    /// It talked before its turn (postscreen).
    PREGREET,
    /// The sum of its DNSBL scores reached the threshold (postscreen).
    DNSBL_RANKED,
    /// It broke the protocol: pipelining too early, HTTP, binary commands, too many errors.
    PROTOCOL_ABUSE,
    /// It exceeded a rate limit (anvil).
    RATE_EXCEEDED,
    /// A content filter (milter), or the operator's own policy, refused its mail for good.
    CONTENT_REFUSED;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The kind with this kebab-case text.
    ///
    /// @throws IllegalArgumentException when there is none
    @JsonCreator
    public static OffenceKind parse(String text) {
        for (var kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "not a kind of offence: '" + Printable.of(text, 64) + "'");
    }

    @Override
    @JsonValue
    public String toString() {
        return text;
    }
}
