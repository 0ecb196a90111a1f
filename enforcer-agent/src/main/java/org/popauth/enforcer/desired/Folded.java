package org.popauth.enforcer.desired;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Network;

/// What is left of the last decision of one measure and one client.
public sealed interface Folded {

    Client client();

    long revision();

    /// The rule and the reason, for `popauth.log`.
    String because();

    /// When the last line that led to it was received.
    @Nullable Instant observedAt();

    /// When it is certain that it holds no longer.
    Instant over();

    /// The measure stands from one instant until another.
    ///
    /// @param networks what the entries of a table or a set are made for
    /// @param reply the text for Postfix
    record Standing(
            Client client,
            long revision,
            List<Network> networks,
            Instant from,
            Instant until,
            @Nullable String reply,
            String because,
            @Nullable Instant observedAt)
            implements Folded {

        /// True when it holds at this instant.
        public boolean holdsAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }

        @Override
        public Instant over() {
            return until;
        }
    }

    /// The measure was withdrawn.
    record Ended(
            Client client,
            long revision,
            Instant over,
            String because,
            @Nullable Instant observedAt)
            implements Folded {}

    /// What a decision comes down to.
    static Folded of(Decision decision) {
        var because = decision.rule() + ": " + decision.reason();
        return switch (decision) {
            case Decision.Made made ->
                    new Standing(
                            made.client(),
                            made.revision(),
                            networks(made),
                            made.from(),
                            made.until(),
                            made.reply(),
                            because,
                            made.observedAt());
            case Decision.Withdrawn withdrawn ->
                    new Ended(
                            withdrawn.client(),
                            withdrawn.revision(),
                            withdrawn.at(),
                            because,
                            withdrawn.observedAt());
        };
    }

    /// The firewall drops the client as it is, a network too; a Postfix table can only list whole
    /// addresses.
    private static List<Network> networks(Decision.Made made) {
        return switch (made.measure()) {
            case DROP -> List.of(made.client().network());
            case RELAY, REJECT ->
                    made.client().isExact()
                            ? List.of(made.client().network())
                            : made.addresses().stream().distinct().map(Folded::whole).toList();
        };
    }

    private static Network whole(Address address) {
        return new Network(address, address.bits());
    }
}
