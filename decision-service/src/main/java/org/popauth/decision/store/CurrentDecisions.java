package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// The last decision of every key, until it is over by the clock. For questions and for ending what
/// is over; what later events decide depends on states alone.
@ApplicationScoped
public class CurrentDecisions implements PanacheRepositoryBase<CurrentRow, String> {

    private static final String PUT =
            """
            insert into decision.current_decision as c (decision_key, state_client, network,
                measure, simulated, rule, withdrawn, over_at, revision, decision)
            select distinct on (key) key, "stateClient", network::inet,
                measure, simulated, rule, withdrawn, "overAt", revision, decision
            from json_to_recordset(?::json) as put (key text, "stateClient" text, network text,
                measure text, simulated boolean, rule text, withdrawn boolean,
                "overAt" timestamptz, revision bigint, decision text)
            order by key, revision desc
            on conflict (decision_key) do update set (state_client, network,
                measure, simulated, rule, withdrawn, over_at, revision, decision) =
                (excluded.state_client, excluded.network, excluded.measure, excluded.simulated,
                excluded.rule, excluded.withdrawn, excluded.over_at, excluded.revision,
                excluded.decision)""";

    /// Replaces what its key holds.
    ///
    /// @param forgetWithdrawnAt when a withdrawal may be forgotten
    public void put(Writes writes, Client stateOf, Decision decision, Instant forgetWithdrawnAt) {
        writes.add(
                PUT,
                new Put(
                        decision.key(),
                        stateOf.toString(),
                        decision.client().toString(),
                        decision.measure().name(),
                        decision.simulated(),
                        decision.rule(),
                        decision instanceof Decision.Withdrawn,
                        decision instanceof Decision.Made made ? made.until() : forgetWithdrawnAt,
                        decision.revision(),
                        StoreJson.write(decision)));
    }

    /// What stands at an instant.
    public Found<Decision.Made> standing(Wanted wanted, Instant now, Slice slice) {
        var where = new ArrayList<>(List.of("withdrawn = false", "overAt > :now"));
        var parameters = Parameters.with("now", now);
        if (wanted.measure() != null) {
            where.add("measure = :measure");
            parameters.and("measure", wanted.measure());
        }
        if (wanted.rule() != null) {
            where.add("rule = :rule");
            parameters.and("rule", wanted.rule());
        }
        if (wanted.keys() != null) {
            where.add("key in :keys");
            parameters.and("keys", wanted.keys());
        }
        var query = find(String.join(" and ", where), Sort.descending("revision"), parameters);
        long total = query.count();
        var items = query.range(slice.offset(), slice.last()).list();
        return new Found<>(items.stream().map(CurrentDecisions::made).toList(), total);
    }

    /// The keys of decisions about clients that have an address in common with a network.
    public List<String> keysOverlapping(Network network) {
        return strings(
                """
                select decision_key from decision.current_decision
                where network && cast(:value as inet)
                """,
                network.toString());
    }

    /// The clients whose states hold decisions that have an address in common with a network.
    public Set<Client> clientsOverlapping(Network network) {
        return strings(
                        """
                        select distinct state_client from decision.current_decision
                        where not withdrawn and network && cast(:value as inet)
                        """,
                        network.toString())
                .stream()
                .map(Client::parse)
                .collect(Collectors.toSet());
    }

    private List<String> strings(String sql, String value) {
        return getEntityManager()
                .createNativeQuery(sql, String.class)
                .setParameter("value", value)
                .getResultStream()
                .map(String.class::cast)
                .toList();
    }

    /// Clients that have decisions which are over.
    public List<Client> clientsWithOver(Instant now, int limit) {
        return find("overAt <= ?1", Sort.by("overAt"), now).page(0, limit).list().stream()
                .map(row -> Client.parse(row.stateClient))
                .distinct()
                .toList();
    }

    /// Removes what is over of these clients, which must be locked.
    ///
    /// @return the removed keys
    public List<String> removeOver(Collection<Client> clients, Instant now) {
        var names = clients.stream().map(Client::toString).toList();
        var rows = list("overAt <= ?1 and stateClient in ?2", now, names);
        var keys = rows.stream().map(row -> row.key).toList();
        rows.forEach(this::delete);
        return keys;
    }

    private static Decision.Made made(CurrentRow row) {
        return StoreJson.read(row.decision, Decision.Made.class);
    }

    /// Which decisions are asked for; null for any.
    public record Wanted(
            @Nullable Measure measure, @Nullable String rule, @Nullable List<String> keys) {}

    private record Put(
            String key,
            String stateClient,
            String network,
            String measure,
            boolean simulated,
            String rule,
            boolean withdrawn,
            Instant overAt,
            long revision,
            String decision) {}
}
