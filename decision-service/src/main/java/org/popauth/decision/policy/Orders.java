package org.popauth.decision.policy;

import java.util.List;
import java.util.Objects;
import org.popauth.events.Address;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.events.Network;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Printable;

/// Carries out what operators ask for.
final class Orders {

    private static final String RULE = "operator";

    private final PolicySettings settings;
    private final Reply reply;

    Orders(PolicySettings settings) {
        this.settings = settings;
        reply = new Reply(settings.postmaster());
    }

    /// A person's ban replaces what stands, be it longer or shorter.
    void ban(Draft draft, OperatorOrder.Ban ban, Surroundings around) {
        var lasts = Objects.requireNonNullElse(ban.duration(), settings.banDuration());
        List<Address> addresses =
                ban.client().isExact()
                        ? List.of(ban.client().network().address())
                        : draft.seen.stream()
                                .map(ClientState.Seen::address)
                                .filter(ban.client()::contains)
                                .toList();
        var reason = words(ban);
        draft.make(
                new Decision.Made(
                        ban.measure(),
                        ban.client(),
                        addresses,
                        around.revisions().getAsLong(),
                        ban.at(),
                        ban.at(),
                        ban.at().plus(lasts),
                        false,
                        RULE,
                        reason,
                        ban.measure() == Measure.REJECT ? reply.ofRule("") : null,
                        null,
                        by(ban),
                        List.of(),
                        null));
    }

    /// Ends what stands; what had been counted is forgotten, else the next offence would bring it
    /// back at once.
    void lift(Draft draft, OperatorOrder.Lift lift, Surroundings around) {
        for (var made : draft.standing()) {
            boolean meant =
                    lift.measure() == null
                            ? made.measure() != Measure.RELAY
                            : made.measure() == lift.measure();
            if (meant && made.client().network().overlaps(lift.client().network())) {
                draft.withdraw(made, ending(lift), around.revisions().getAsLong());
            }
        }
        if (lift.measure() == Measure.RELAY) {
            draft.grants.removeIf(
                    grant -> grant.client().network().overlaps(lift.client().network()));
        } else {
            forget(draft);
        }
    }

    void allow(Draft draft, OperatorOrder.Allow allow, Surroundings around) {
        for (var made : draft.standing()) {
            if (made.measure() != Measure.RELAY && covers(allow.network(), made)) {
                draft.withdraw(made, ending(allow), around.revisions().getAsLong());
            }
        }
        forget(draft);
    }

    private static boolean covers(Network network, Decision.Made made) {
        return network.overlaps(made.client().network());
    }

    private static void forget(Draft draft) {
        draft.counters.clear();
        draft.strikes.clear();
    }

    private static Draft.Ending ending(OperatorOrder order) {
        return new Draft.Ending(RULE, words(order), by(order), List.of(), null);
    }

    private static String words(OperatorOrder order) {
        return Printable.of(order.reason(), OperatorOrder.REASON_CHARS_MAX);
    }

    private static String by(OperatorOrder order) {
        return Printable.of(order.by(), 64);
    }
}
