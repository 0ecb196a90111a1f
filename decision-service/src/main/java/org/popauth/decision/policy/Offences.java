package org.popauth.decision.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.policy.ClientState.Counter;
import org.popauth.decision.policy.ClientState.Mark;
import org.popauth.decision.policy.ClientState.Seen;
import org.popauth.decision.policy.ClientState.Strike;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;

/// Counts offences and lets rules fire.
final class Offences {

    private static final int CAUSES_MAX = 20;
    private static final int SEEN_MAX = 64;
    private static final int STRIKES_MAX = 64;
    private static final Duration SEEN_FOR = Duration.ofHours(24);

    private final PolicySettings settings;
    private final Escalation escalation;
    private final Reply reply;

    Offences(PolicySettings settings) {
        this.settings = settings;
        escalation = new Escalation(settings);
        reply = new Reply(settings.postmaster());
    }

    void committed(Draft draft, Committed offence, Surroundings around) {
        boolean forgiven =
                offence.who != null && Logins.isForgiven(draft, offence.who, settings.forgiveFor());
        if (forgiven || around.guard().protectedBy(offence.client, draft.at) != null) {
            return;
        }
        see(draft, offence, around);
        boolean rejected = draft.isRejected(false, offence.client);
        boolean wouldBeRejected = draft.isRejected(true, offence.client);
        for (var rule : settings.rules()) {
            boolean applies = !rule.whileRejected() || rejected || wouldBeRejected;
            if (rule.isOn() && applies && rule.kinds().contains(offence.kind)) {
                var marks = remember(draft, rule, offence);
                boolean simulated =
                        rule.mode() == Mode.SIMULATE || (rule.whileRejected() && !rejected);
                fire(new Firing(draft, rule, marks, offence, around), simulated);
            }
        }
    }

    /// Adds the offence to what the rule remembers; the result is what lies within its window.
    private static List<Mark> remember(Draft draft, Rule rule, Committed offence) {
        var marks = new ArrayList<Mark>();
        draft.counters.stream()
                .filter(counter -> counter.rule().equals(rule.name()))
                .forEach(counter -> marks.addAll(counter.marks()));
        marks.removeIf(mark -> !near(mark.at(), draft.at, rule.window()));
        marks.add(new Mark(draft.at, offence.id, offence.kind, offence.who, offence.times));
        marks.sort(Comparator.comparing(Mark::at));
        forgetWhatIsNotNeeded(marks, rule);
        draft.counters.removeIf(counter -> counter.rule().equals(rule.name()));
        draft.counters.add(new Counter(rule.name(), marks));
        return marks;
    }

    /// Keeps the newest offences that reach the threshold by themselves: whatever window comes,
    /// older ones change nothing. Somebody who goes on for hours is remembered as shortly as
    /// others.
    private static void forgetWhatIsNotNeeded(List<Mark> marks, Rule rule) {
        while (marks.size() > CAUSES_MAX) {
            var newer = marks.subList(1, marks.size());
            if (Count.of(newer, rule.repeatsAsOne()) < rule.threshold()) {
                return;
            }
            marks.removeFirst();
        }
    }

    /// Lines of several hosts arrive out of order, so the window reaches to both sides.
    private static boolean near(Instant one, Instant other, Duration window) {
        return Duration.between(one, other).abs().compareTo(window) < 0;
    }

    private void fire(Firing firing, boolean simulated) {
        int count = Count.of(firing.marks, firing.rule.repeatsAsOne());
        var measure = firing.rule.measure();
        if (count < firing.rule.threshold()
                || firing.draft.stands(measure, false, firing.offence.client)) {
            return;
        }
        if (simulated) {
            make(firing, count, true, "");
        } else {
            var held = firing.around.breaker().holds(firing.draft.at, firing.offence.zone);
            make(firing, count, held != null, held == null ? "" : "; held back: " + held);
        }
    }

    private void make(Firing firing, int count, boolean simulated, String remark) {
        var draft = firing.draft;
        var rule = firing.rule;
        if (simulated && draft.stands(rule.measure(), true, firing.offence.client)) {
            return;
        }
        int earlier = escalation.earlierStrikes(draft, rule, simulated);
        var lasts = escalation.duration(firing.offence.client, rule, earlier);
        draft.strikes.add(new Strike(rule.name(), simulated, draft.at));
        while (draft.strikes.size() > STRIKES_MAX) {
            draft.strikes.removeFirst();
        }
        var why = firing.offence.reason(rule, count) + escalation.words(earlier);
        draft.make(
                new Decision.Made(
                        rule.measure(),
                        firing.offence.client,
                        addresses(draft, firing.offence),
                        firing.around.revisions().getAsLong(),
                        draft.at,
                        draft.at,
                        draft.at.plus(lasts),
                        simulated,
                        rule.name(),
                        why + remark,
                        rule.measure() == Measure.REJECT ? reply.to(firing.offence, why) : null,
                        null,
                        "popauth",
                        causes(firing.marks),
                        firing.offence.observedAt));
    }

    private static List<EventId> causes(List<Mark> marks) {
        var ids = marks.stream().map(Mark::id).distinct().toList();
        return ids.subList(Math.max(0, ids.size() - CAUSES_MAX), ids.size());
    }

    private static List<Address> addresses(Draft draft, Committed offence) {
        return offence.client.isExact()
                ? List.of(offence.address)
                : draft.seen.stream().map(Seen::address).sorted().toList();
    }

    /// Remembers which addresses of a network offend, and tells tables that cannot say a network of
    /// one more. Nothing else that happens while a measure stands is told: it changes nothing for
    /// those who enforce it.
    private static void see(Draft draft, Committed offence, Surroundings around) {
        if (offence.client.isExact()) {
            return;
        }
        draft.seen.removeIf(seen -> seen.address().equals(offence.address));
        draft.seen.add(new Seen(offence.address, draft.at));
        draft.seen.removeIf(seen -> !near(seen.at(), draft.at, SEEN_FOR));
        while (draft.seen.size() > SEEN_MAX) {
            draft.seen.removeFirst();
        }
        draft.standing().stream()
                .filter(made -> made.measure() == Measure.REJECT && !made.simulated())
                .filter(made -> made.client().equals(offence.client))
                .filter(made -> !made.addresses().contains(offence.address))
                .filter(made -> made.addresses().size() < SEEN_MAX)
                .forEach(made -> draft.make(withAddress(made, offence, draft, around)));
    }

    private static Decision.Made withAddress(
            Decision.Made made, Committed offence, Draft draft, Surroundings around) {
        var addresses = new ArrayList<>(made.addresses());
        addresses.add(offence.address);
        return new Decision.Made(
                made.measure(),
                made.client(),
                addresses.stream().sorted().toList(),
                around.revisions().getAsLong(),
                draft.at,
                made.from(),
                made.until(),
                made.simulated(),
                made.rule(),
                made.reason(),
                made.reply(),
                made.user(),
                made.by(),
                made.causes(),
                offence.observedAt);
    }

    private record Firing(
            Draft draft, Rule rule, List<Mark> marks, Committed offence, Surroundings around) {}

    /// How many offences marks make.
    private static final class Count {

        /// The sum; failures of one user count as one, up to a number of repeats each.
        static int of(List<Mark> marks, int repeatsAsOne) {
            if (repeatsAsOne == 0) {
                return marks.stream().mapToInt(Mark::times).sum();
            }
            int count = 0;
            for (var who : marks.stream().map(mark -> key(mark)).distinct().toList()) {
                int times =
                        marks.stream()
                                .filter(mark -> key(mark).equals(who))
                                .mapToInt(Mark::times)
                                .sum();
                count += Math.ceilDiv(times, repeatsAsOne);
            }
            return count;
        }

        private static String key(Mark mark) {
            return Objects.requireNonNullElse(mark.who(), "");
        }
    }

    /// An offence, whatever event it came as.
    ///
    /// @param who the user of a failed log-in
    /// @param times how many failures the line reports
    /// @param zone the RBL
    /// @param text the server's words
    record Committed(
            EventId id,
            Client client,
            Address address,
            OffenceKind kind,
            @Nullable String who,
            int times,
            @Nullable String zone,
            @Nullable String text,
            Instant observedAt) {

        private static final int TIMES_MAX = 100;

        static Committed of(MailEvent.Offence event) {
            return new Committed(
                    event.id(),
                    event.client(),
                    event.address(),
                    event.kind(),
                    event.kind() == OffenceKind.LOGIN_FAILED ? Logins.user(event.user()) : null,
                    1,
                    Reply.zone(event.zone()),
                    event.text(),
                    event.receivedAt());
        }

        static Committed of(MailEvent.LoginFailed event) {
            return new Committed(
                    event.id(),
                    event.client(),
                    event.address(),
                    OffenceKind.LOGIN_FAILED,
                    Logins.user(event.user()),
                    Math.min(event.attempts(), TIMES_MAX),
                    null,
                    null,
                    event.receivedAt());
        }

        String reason(Rule rule, int count) {
            return rule.reason(count) + (zone == null ? "" : " (" + zone + ")");
        }
    }
}
