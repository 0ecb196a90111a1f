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

    /// Replaces what its key holds.
    ///
    /// @param forgetWithdrawnAt when a withdrawal may be forgotten
    public void put(Client stateOf, Decision decision, Instant forgetWithdrawnAt) {
        var row = findById(decision.key());
        boolean isNew = row == null;
        if (row == null) {
            row = new CurrentRow();
            row.key = decision.key();
        }
        row.stateClient = stateOf.toString();
        row.network = decision.client().toString();
        row.measure = decision.measure();
        row.simulated = decision.simulated();
        row.rule = decision.rule();
        row.revision = decision.revision();
        row.decision = StoreJson.write(decision);
        row.withdrawn = decision instanceof Decision.Withdrawn;
        row.overAt = decision instanceof Decision.Made made ? made.until() : forgetWithdrawnAt;
        if (isNew) {
            persist(row);
        }
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
}
