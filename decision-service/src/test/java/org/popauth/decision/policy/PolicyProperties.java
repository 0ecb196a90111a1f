package org.popauth.decision.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.popauth.decision.MailEvents;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Json;
import org.popauth.events.MailEvent;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;

class PolicyProperties {

    private static final ObjectMapper STORE = Json.mapper();
    private static final List<String> ADDRESSES =
            List.of(
                    "203.0.113.9",
                    "203.0.113.10",
                    "2001:db8:1::1",
                    "2001:db8:1::2",
                    "192.168.7.7",
                    "2001:db8:aaaa::1");

    /// What one client does next.
    record Step(int address, int action, int user, int seconds) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step =
                Combinators.combine(
                                Arbitraries.integers().between(0, ADDRESSES.size() - 1),
                                Arbitraries.integers().between(0, OffenceKind.values().length + 4),
                                Arbitraries.integers().between(0, 7),
                                Arbitraries.integers().between(0, 900))
                        .as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(150);
    }

    private static List<MailEvent> events(List<Step> steps) {
        var writer = new MailEvents("mx1:file:/var/log/mail.log");
        var events = new ArrayList<MailEvent>();
        for (var step : steps) {
            events.add(event(writer.after(Duration.ofSeconds(step.seconds)), step));
        }
        return events;
    }

    private static MailEvent event(MailEvents writer, Step step) {
        var address = ADDRESSES.get(step.address);
        var user = "user" + step.user;
        int kinds = OffenceKind.values().length;
        return switch (step.action - kinds) {
            case 0 -> writer.login(address, user);
            case 1 -> writer.login(address, user, "imap", "s" + step.user);
            case 2 -> writer.logout(address, user, "imap", "s" + step.user);
            case 3, 4 -> writer.loginFailed(address, user);
            default -> writer.offence(address, OffenceKind.values()[step.action]);
        };
    }

    @Property(tries = 300)
    void whereverARunIsInterruptedTheDecisionsAreTheSame(
            @ForAll("steps") List<Step> steps, @ForAll Set<Integer> restarts)
            throws JsonProcessingException {
        // Given
        var events = events(steps);
        var undisturbed = decide(events, Set.of());
        // When: the states are written and read again between batches
        var restarted = decide(events, restarts);
        // Then
        assertThat(restarted).isEqualTo(undisturbed);
    }

    private static List<Decision> decide(List<MailEvent> events, Set<Integer> restarts)
            throws JsonProcessingException {
        var revision = new AtomicLong();
        var scene = new Scene();
        var around =
                new Surroundings(
                        scene.surroundings().guard(),
                        scene.surroundings().breaker(),
                        revision::incrementAndGet);
        Map<Client, ClientState> states = new HashMap<>();
        var decisions = new ArrayList<Decision>();
        for (int i = 0; i < events.size(); i++) {
            if (restarts.contains(i)) {
                for (var entry : states.entrySet()) {
                    var json = STORE.writeValueAsString(entry.getValue());
                    entry.setValue(STORE.readValue(json, ClientState.class));
                }
            }
            var event = events.get(i);
            var state = states.getOrDefault(event.client(), ClientState.UNKNOWN);
            var outcome = Scene.policyOfDefaults().judge(state, event, around);
            states.put(event.client(), outcome.next());
            decisions.addAll(outcome.decisions());
        }
        return decisions;
    }

    @Property(tries = 300)
    void afterALoginNothingStandsAgainstTheClient(@ForAll("steps") List<Step> steps) {
        // Given
        var scene = new Scene();
        for (var event : events(steps)) {
            // When
            scene.happens(event);
            // Then
            if (event instanceof MailEvent.LoginSucceeded login) {
                assertThat(scene.state(login.client()).standing())
                        .extracting(Decision.Made::measure)
                        .doesNotContain(Measure.REJECT, Measure.DROP);
            }
        }
    }

    @Property(tries = 300)
    void whoIsProtectedIsNeverRejectedOrDropped(@ForAll("steps") List<Step> steps) {
        // Given
        var scene = new Scene();
        // When
        events(steps).forEach(scene::happens);
        // Then
        assertThat(scene.decisions())
                .filteredOn(decision -> decision.measure() != Measure.RELAY)
                .extracting(decision -> decision.client().toString())
                .doesNotContain("192.168.7.7", "2001:db8:aaaa::/64");
    }

    @Property(tries = 300)
    void statesStaySmall(@ForAll("steps") List<Step> steps) {
        // Given
        var scene = new Scene();
        // When
        events(steps).forEach(scene::happens);
        // Then
        for (var address : ADDRESSES) {
            var state = scene.state(Client.of(org.popauth.events.Address.parse(address)));
            assertThat(state.counters()).allMatch(counter -> counter.marks().size() <= 200);
            assertThat(state.strikes()).hasSizeLessThanOrEqualTo(64);
            assertThat(state.seen()).hasSizeLessThanOrEqualTo(64);
        }
    }

    @Property(tries = 300)
    void revisionsOfOneKeyGrow(@ForAll("steps") List<Step> steps) {
        // Given
        var scene = new Scene();
        // When
        events(steps).forEach(scene::happens);
        // Then
        var last = new HashMap<String, Long>();
        for (var decision : scene.decisions()) {
            var before = last.put(decision.key(), decision.revision());
            assertThat(before == null || before < decision.revision()).isTrue();
        }
    }

    @Property(tries = 300)
    void whatStandsIsDecidedAnewOnlyForOneMoreAddress(@ForAll("steps") List<Step> steps) {
        // Given
        var scene = new Scene();
        // When
        events(steps).forEach(scene::happens);
        // Then
        var last = new HashMap<String, Decision>();
        for (var decision : scene.decisions()) {
            if (last.put(decision.key(), decision) instanceof Decision.Made before
                    && decision instanceof Decision.Made after
                    && after.measure() != Measure.RELAY
                    && after.at().isBefore(before.until())) {
                assertThat(after.simulated()).isFalse();
                assertThat(after.until()).isEqualTo(before.until());
                assertThat(after.addresses())
                        .containsAll(before.addresses())
                        .hasSize(before.addresses().size() + 1);
            }
        }
    }
}
