package org.popauth.decision.policy;

import java.time.Instant;
import org.popauth.events.MailEvent;
import org.popauth.events.OffenceKind;
import org.popauth.events.OperatorOrder;

/// Decides what follows from one event or order. Everything runs on event time.
public final class Policy {

    private final PolicySettings settings;
    private final Logins logins;
    private final Offences offences;
    private final Orders orders;

    public Policy(PolicySettings settings) {
        this.settings = settings;
        logins = new Logins(settings);
        offences = new Offences(settings);
        orders = new Orders(settings);
    }

    /// The rules, as configured.
    public PolicySettings settings() {
        return settings;
    }

    /// What follows from a mail event.
    public Outcome judge(ClientState state, MailEvent event, Surroundings around) {
        var draft = new Draft(state, timeOf(event), 1);
        switch (event) {
            case MailEvent.LoginSucceeded login -> logins.succeeded(draft, login, around);
            case MailEvent.LoggedOut logout -> logins.loggedOut(draft, logout, around);
            case MailEvent.LoginFailed failed ->
                    offences.committed(draft, Offences.Committed.of(failed), around);
            case MailEvent.Offence offence -> {
                if (counts(offence) && !logins.wasWronglyRefused(draft, offence)) {
                    offences.committed(draft, Offences.Committed.of(offence), around);
                }
            }
        }
        return draft.outcome();
    }

    /// Bans a client; the guard has been asked before.
    public Outcome ban(ClientState state, OperatorOrder.Ban ban, Surroundings around) {
        var draft = new Draft(state, ban.at(), 0);
        orders.ban(draft, ban, around);
        return draft.outcome();
    }

    /// Ends what stands for the client of the order, and forgets what led to it.
    public Outcome lift(ClientState state, OperatorOrder.Lift lift, Surroundings around) {
        var draft = new Draft(state, lift.at(), 0);
        orders.lift(draft, lift, around);
        return draft.outcome();
    }

    /// Ends REJECT and DROP of clients in a network that is allowed from now on.
    public Outcome allow(ClientState state, OperatorOrder.Allow allow, Surroundings around) {
        var draft = new Draft(state, allow.at(), 0);
        orders.allow(draft, allow, around);
        return draft.outcome();
    }

    /// The time that counts: the event's own, unless the mail host's clock runs far ahead of the
    /// receiver's.
    private Instant timeOf(MailEvent event) {
        var latest = event.receivedAt().plus(settings.clockSkew());
        return event.at().isAfter(latest) ? event.receivedAt() : event.at();
    }

    /// A bounce to an unknown recipient is backscatter: its sender is a victim too.
    private boolean counts(MailEvent.Offence offence) {
        return settings.countNullSender()
                || offence.kind() != OffenceKind.RECIPIENT_UNKNOWN
                || !"".equals(offence.sender());
    }
}
