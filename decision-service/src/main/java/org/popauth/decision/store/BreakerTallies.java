package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.popauth.decision.policy.CircuitBreaker;

/// What the circuit breaker counted.
@ApplicationScoped
public class BreakerTallies implements PanacheRepositoryBase<TallyRow, TallyKey> {

    private static final String OPEN =
            """
            insert into decision.breaker_tally (scope, minute, admitted, held, written)
            select scope, minute, 0, 0, now()
            from json_to_recordset(?::json) as asked (scope text, minute timestamptz)
            on conflict do nothing""";

    private static final String LOCK =
            """
            select t.admitted, t.held from decision.breaker_tally t
            join json_to_recordset(?::json) as asked (scope text, minute timestamptz)
                on t.scope = asked.scope and t.minute = asked.minute
            for update of t""";

    private static final String COUNT =
            """
            update decision.breaker_tally t
            set admitted = counted.admitted, held = counted.held, written = now()
            from json_to_recordset(?::json)
                as counted (scope text, minute timestamptz, admitted int, held int)
            where t.scope = counted.scope and t.minute = counted.minute""";

    /// The tallies of the current transaction.
    public OfTransaction ofThisTransaction() {
        return new OfTransaction(getEntityManager());
    }

    /// How many measures were held back by what was written since an instant.
    public long heldSince(Instant written) {
        return getEntityManager()
                .createQuery(
                        "select coalesce(sum(t.held), 0) from TallyRow t where t.written >= :since",
                        Long.class)
                .setParameter("since", written)
                .getSingleResult();
    }

    /// Deletes what was written before an instant.
    public long forgetWrittenBefore(Instant written) {
        return delete("written < ?1", written);
    }

    /// Tallies as one transaction counts them. A row is locked from the first look at it until the
    /// transaction ends; client rows are always locked before.
    public static final class OfTransaction implements CircuitBreaker.Tallies {

        private final EntityManager database;
        private final Map<TallyKey, Counted> tallies = new LinkedHashMap<>();

        private OfTransaction(EntityManager database) {
            this.database = database;
        }

        @Override
        public CircuitBreaker.Tally of(String scope, Instant minute) {
            return tallies.computeIfAbsent(new TallyKey(scope, minute), this::lock);
        }

        /// Writes what was counted.
        public void save(Writes writes) {
            tallies.forEach(
                    (key, counted) ->
                            writes.add(
                                    COUNT,
                                    new Saved(
                                            key.scope(),
                                            key.minute(),
                                            counted.admitted,
                                            counted.held)));
        }

        private Counted lock(TallyKey key) {
            var counted = new Counted();
            var together = new Together();
            together.add(OPEN, List.of(key));
            together.add(LOCK, List.of(key));
            together.read(database, results -> results.next(counted::read));
            return counted;
        }
    }

    private static final class Counted implements CircuitBreaker.Tally {

        private int admitted;
        private int held;

        void read(ResultSet row) throws SQLException {
            admitted = row.getInt(1);
            held = row.getInt(2);
        }

        @Override
        public int admitted() {
            return admitted;
        }

        @Override
        public void admit() {
            admitted++;
        }

        @Override
        public void hold() {
            held++;
        }
    }

    private record Saved(String scope, Instant minute, int admitted, int held) {}
}
