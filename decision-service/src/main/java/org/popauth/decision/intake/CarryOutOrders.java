package org.popauth.decision.intake;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.popauth.decision.config.ConfiguredPolicy;
import org.popauth.decision.config.DecisionConfig;
import org.popauth.decision.policy.ClientState;
import org.popauth.decision.policy.Outcome;
import org.popauth.decision.policy.Surroundings;
import org.popauth.decision.store.AllowList;
import org.popauth.decision.store.Clients;
import org.popauth.decision.store.CurrentDecisions;
import org.popauth.decision.store.HandledOrders;
import org.popauth.decision.store.RoundTrips;
import org.popauth.decision.store.Writes;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Decoded;
import org.popauth.events.Network;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Topics;

/// Carries out what operators ask for, each order once. Runs inside a transaction.
@ApplicationScoped
class CarryOutOrders implements Handler {

    private final ConfiguredPolicy policy;
    private final DecisionConfig config;
    private final RoundTrips trips;
    private final Clients clients;
    private final CurrentDecisions current;
    private final AllowList allowList;
    private final HandledOrders handled;
    private final Bookkeeping books;

    CarryOutOrders(
            ConfiguredPolicy policy,
            DecisionConfig config,
            RoundTrips trips,
            Clients clients,
            CurrentDecisions current,
            AllowList allowList,
            HandledOrders handled,
            Bookkeeping books) {
        this.policy = policy;
        this.config = config;
        this.trips = trips;
        this.clients = clients;
        this.current = current;
        this.allowList = allowList;
        this.handled = handled;
        this.books = books;
    }

    @Override
    public List<Decision> handle(Batch batch) {
        var writes = trips.writes();
        books.claim(batch, trips.load(batch.next().keySet(), Set.of(), Set.of()), writes);
        var decided = new ArrayList<Decision>();
        for (var record : batch.records()) {
            decided.addAll(read(record, writes));
            writes.send(); // the next order must see it
        }
        return decided;
    }

    private List<Decision> read(ConsumerRecord<byte[], byte[]> record, Writes writes) {
        var around = policy.forOrders();
        if (record.value() == null || record.value().length > Readable.BYTES_MAX) {
            books.bury(writes, record, "the value is missing, or too large", around.revisions());
            return List.of();
        }
        return switch (Topics.OPERATOR_ORDERS.decode(record.value())) {
            case Decoded.Malformed<OperatorOrder> malformed -> {
                books.bury(writes, record, malformed.reason(), around.revisions());
                yield List.of();
            }
            case Decoded.UnknownType<OperatorOrder> unknown -> {
                Log.warnf("order of an unknown type is left alone type=%s", unknown.type());
                yield List.of();
            }
            case Decoded.Value<OperatorOrder> value -> {
                var problem = Readable.problem(value.value());
                if (problem != null) {
                    books.bury(writes, record, problem, around.revisions());
                    yield List.of();
                }
                yield carryOut(value.value(), around, writes);
            }
        };
    }

    private List<Decision> carryOut(OperatorOrder order, Surroundings around, Writes writes) {
        if (handled.contains(order.id())) {
            return List.of();
        }
        return switch (order) {
            case OperatorOrder.Ban ban -> ban(ban, around, writes);
            case OperatorOrder.Lift lift -> lift(lift, around, writes);
            case OperatorOrder.Allow allow -> allow(allow, around, writes);
            case OperatorOrder.Disallow disallow -> disallow(disallow);
        };
    }

    private List<Decision> ban(OperatorOrder.Ban ban, Surroundings around, Writes writes) {
        var why = around.guard().protectedBy(ban.client(), ban.at());
        if (why != null) {
            return done(ban, "refused", ban.client() + " is protected: " + why);
        }
        var owner = owner(ban.client());
        var decided =
                change(
                        writes,
                        List.of(owner),
                        (client, state) -> policy.policy().ban(state, ban, around));
        done(ban, "done", "banned " + ban.client());
        return decided;
    }

    private List<Decision> lift(OperatorOrder.Lift lift, Surroundings around, Writes writes) {
        var affected = new TreeSet<>(current.clientsOverlapping(lift.client().network()));
        affected.add(owner(lift.client()));
        var decided =
                change(
                        writes,
                        affected,
                        (client, state) -> policy.policy().lift(state, lift, around));
        done(
                lift,
                decided.isEmpty() ? "nothing" : "done",
                decided.isEmpty() ? "nothing stood" : decided.size() + " withdrawn");
        return decided;
    }

    private List<Decision> allow(OperatorOrder.Allow allow, Surroundings around, Writes writes) {
        if (isEverything(allow.network())) {
            return done(allow, "refused", "a permission for everybody would switch all off");
        }
        allowList.put(allow);
        var affected = new TreeSet<>(current.clientsOverlapping(allow.network()));
        var decided =
                change(
                        writes,
                        affected,
                        (client, state) -> policy.policy().allow(state, allow, around));
        done(allow, "done", decided.size() + " withdrawn");
        return decided;
    }

    private static boolean isEverything(Network network) {
        return network.prefixLength() == 0;
    }

    private List<Decision> disallow(OperatorOrder.Disallow disallow) {
        boolean was = allowList.remove(disallow.network());
        return done(disallow, was ? "done" : "nothing", was ? "removed" : "not on the allow-list");
    }

    private List<Decision> change(
            Writes writes,
            Iterable<Client> affected,
            BiFunction<Client, ClientState, Outcome> change) {
        var keys = new ArrayList<Client>();
        affected.forEach(keys::add);
        var states = clients.lock(keys);
        var decided = new ArrayList<Decision>();
        for (var client : keys) {
            var state = states.getOrDefault(client, ClientState.UNKNOWN);
            var outcome = change.apply(client, state);
            clients.save(writes, client, outcome.next());
            books.decided(writes, client, outcome.decisions());
            decided.addAll(outcome.decisions());
        }
        return decided;
    }

    private List<Decision> done(OperatorOrder order, String outcome, String detail) {
        handled.add(order, outcome, detail);
        Log.infof(
                "order order=%s key=%s outcome=%s detail=%s",
                order.id(), order.key(), outcome, detail);
        return List.of();
    }

    /// Whose state an order for a client changes: its /64's, unless it is wider than that.
    private Client owner(Client client) {
        var network = client.network();
        boolean within = network.prefixLength() > config.ipv6PrefixLength();
        return within ? Client.of(network.address(), config.ipv6PrefixLength()) : client;
    }
}
