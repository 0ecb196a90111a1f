package org.popauth.decision.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.policy.ClientState.Counter;
import org.popauth.decision.policy.ClientState.Grant;
import org.popauth.decision.policy.ClientState.Session;
import org.popauth.decision.policy.ClientState.Success;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.MailEvent;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;
import org.popauth.events.Printable;

/// What a log-in brings: the permission to relay, the end of what stands against the client, and
/// forgiveness for the same user's failures.
final class Logins {

    static final String RULE = "login";

    private static final int USERS_MAX = 64;
    private static final int GRANTS_MAX = 256;
    private static final int SESSIONS_MAX = 64;
    private static final int NAME_CHARS_MAX = 128;

    private final PolicySettings settings;

    Logins(PolicySettings settings) {
        this.settings = settings;
    }

    /// A user's name as it is compared: bounded, printable, in lower case.
    static @Nullable String user(@Nullable String name) {
        return name == null || name.isBlank()
                ? null
                : Printable.of(name.strip(), NAME_CHARS_MAX).toLowerCase(Locale.ROOT);
    }

    /// True when the user logged in from there not long ago.
    static boolean isForgiven(Draft draft, String user, Duration forgiveFor) {
        return draft.successes.stream()
                .anyMatch(
                        success ->
                                success.user().equals(user)
                                        && success.at().plus(forgiveFor).isAfter(draft.at));
    }

    /// True for a relaying that was refused although the client may relay: the mail host had not
    /// heard of the log-in yet, which is no fault of the client's.
    boolean wasWronglyRefused(Draft draft, MailEvent.Offence offence) {
        return offence.kind() == OffenceKind.RELAY_DENIED
                && draft.grants.stream()
                        .filter(grant -> grant.until(settings.relay()).isAfter(draft.at))
                        .anyMatch(grant -> grant.client().equals(relayClient(offence)));
    }

    void succeeded(Draft draft, MailEvent.LoginSucceeded login, Surroundings around) {
        outrank(draft, login, around);
        var user = user(login.user());
        if (user != null) {
            remember(draft, user);
            forgive(draft, user);
        }
        if (around.guard().mayRelay(login.address())) {
            grant(draft, login, around);
        }
    }

    /// Ends REJECT and DROP, but for those that began long after the log-in: an old log is read.
    private void outrank(Draft draft, MailEvent.LoginSucceeded login, Surroundings around) {
        var ending =
                new Draft.Ending(
                        RULE,
                        "a log-in by " + service(login.service()) + " outranks it",
                        "popauth",
                        List.of(login.id()),
                        login.receivedAt());
        for (var made : draft.standing()) {
            boolean began = !made.from().isAfter(draft.at.plus(settings.clockSkew()));
            if (made.measure() != Measure.RELAY && began) {
                draft.withdraw(made, ending, around.revisions().getAsLong());
            }
        }
    }

    private void remember(Draft draft, String user) {
        draft.successes.removeIf(
                success ->
                        success.user().equals(user)
                                || success.at().plus(settings.forgiveFor()).isBefore(draft.at));
        draft.successes.add(new Success(user, draft.at));
        while (draft.successes.size() > USERS_MAX) {
            draft.successes.removeFirst();
        }
    }

    private static void forgive(Draft draft, String user) {
        draft.counters.replaceAll(
                counter ->
                        new Counter(
                                counter.rule(),
                                counter.marks().stream()
                                        .filter(mark -> !user.equals(mark.who()))
                                        .toList()));
        draft.counters.removeIf(counter -> counter.marks().isEmpty());
    }

    private void grant(Draft draft, MailEvent.LoginSucceeded login, Surroundings around) {
        var client = relayClient(login);
        var old = take(draft, client);
        var sessions = new ArrayList<>(old == null ? List.<Session>of() : openOf(old, draft));
        var name = login.session();
        if (staysOpen(login.service(), name)) {
            sessions.removeIf(session -> session.name().equals(key(name)));
            sessions.add(new Session(key(name), draft.at));
        }
        while (sessions.size() > SESSIONS_MAX) {
            sessions.removeFirst();
        }
        var from = old == null ? draft.at : old.from();
        var active = old == null || draft.at.isAfter(old.active()) ? draft.at : old.active();
        var grant = new Grant(client, from, active, sessions);
        draft.grants.add(grant);
        publish(draft, grant, Trigger.of(login), around);
        evict(draft, around);
    }

    /// Ends a session. A log-out whose log-in was never seen grants nothing.
    void loggedOut(Draft draft, MailEvent.LoggedOut logout, Surroundings around) {
        var client = relayClient(logout);
        var old = take(draft, client);
        if (old == null) {
            return;
        }
        var sessions = new ArrayList<>(openOf(old, draft));
        sessions.removeIf(session -> session.name().equals(key(logout.session())));
        var active = old.active().isAfter(draft.at) ? old.active() : draft.at;
        var grant = new Grant(client, old.from(), active, sessions);
        draft.grants.add(grant);
        if (draft.standing(key(client)).isPresent()) {
            publish(draft, grant, Trigger.of(logout), around);
        }
    }

    /// Takes the grant of a client out of the draft; null when it has none that stands.
    private @Nullable Grant take(Draft draft, Client client) {
        draft.grants.removeIf(grant -> !grant.until(settings.relay()).isAfter(draft.at));
        for (var grant : draft.grants) {
            if (grant.client().equals(client)) {
                draft.grants.remove(grant);
                return grant;
            }
        }
        return null;
    }

    private List<Session> openOf(Grant grant, Draft draft) {
        var oldest = draft.at.minus(settings.relay().openSessionMax());
        return grant.sessions().stream()
                .filter(session -> session.since().isAfter(oldest))
                .toList();
    }

    /// A POP3 session is over in seconds; its log-in alone grants as much as its log-out would.
    private static boolean staysOpen(String service, @Nullable String session) {
        return session != null && !service.toLowerCase(Locale.ROOT).startsWith("pop3");
    }

    private static String key(@Nullable String session) {
        return session == null ? "" : Printable.of(session, NAME_CHARS_MAX);
    }

    private Client relayClient(MailEvent event) {
        return Client.of(event.address(), settings.relay().ipv6PrefixLength());
    }

    private static String key(Client client) {
        return Measure.RELAY + "/" + client;
    }

    private void publish(Draft draft, Grant grant, Trigger trigger, Surroundings around) {
        var until = grant.until(settings.relay());
        var published = draft.standing(key(grant.client())).orElse(null);
        if (published != null
                && Duration.between(published.until(), until)
                                .abs()
                                .compareTo(settings.relay().hysteresis())
                        < 0
                && published.addresses().contains(trigger.event().address())) {
            return;
        }
        var event = trigger.event();
        var addresses = new ArrayList<>(published == null ? List.of() : published.addresses());
        addresses.add(event.address());
        draft.make(
                new Decision.Made(
                        Measure.RELAY,
                        grant.client(),
                        addresses.stream().distinct().sorted().limit(GRANTS_MAX).toList(),
                        around.revisions().getAsLong(),
                        draft.at,
                        grant.from(),
                        until,
                        false,
                        RULE,
                        trigger.words() + (grant.sessions().isEmpty() ? "" : ", session open"),
                        null,
                        trigger.user(),
                        "popauth",
                        List.of(event.id()),
                        event.receivedAt()));
    }

    /// A network with more addresses logged in than anybody has loses the one that ends first.
    private void evict(Draft draft, Surroundings around) {
        if (draft.grants.size() <= GRANTS_MAX) {
            return;
        }
        var first =
                draft.grants.stream()
                        .min(Comparator.comparing(grant -> grant.until(settings.relay())))
                        .orElseThrow();
        draft.grants.remove(first);
        var ending =
                new Draft.Ending(
                        RULE,
                        "more than " + GRANTS_MAX + " addresses of one network logged in",
                        "popauth",
                        List.of(),
                        null);
        draft.standing(key(first.client()))
                .ifPresent(made -> draft.withdraw(made, ending, around.revisions().getAsLong()));
    }

    private static String service(String name) {
        return Printable.of(name, 32);
    }

    /// What a grant is published for.
    private record Trigger(MailEvent event, String words, @Nullable String user) {

        static Trigger of(MailEvent.LoginSucceeded login) {
            return new Trigger(login, "log-in by " + service(login.service()), name(login.user()));
        }

        static Trigger of(MailEvent.LoggedOut logout) {
            return new Trigger(
                    logout, "log-out by " + service(logout.service()), name(logout.user()));
        }

        private static @Nullable String name(@Nullable String user) {
            return user == null ? null : Printable.of(user, NAME_CHARS_MAX);
        }
    }
}
