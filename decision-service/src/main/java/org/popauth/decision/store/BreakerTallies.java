package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Objects;
import org.popauth.decision.policy.CircuitBreaker;

/// What the circuit breaker counted. A row is locked from the first look at it until the
/// transaction ends; client rows are always locked before.
@ApplicationScoped
public class BreakerTallies
        implements PanacheRepositoryBase<TallyRow, TallyKey>, CircuitBreaker.Tallies {

    @Override
    public CircuitBreaker.Tally of(String scope, Instant minute) {
        var key = new TallyKey(scope, minute);
        var row = findById(key, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            getEntityManager()
                    .createNativeQuery(
                            """
                            insert into decision.breaker_tally
                                (scope, minute, admitted, held, written)
                            values (:scope, :minute, 0, 0, :written)
                            on conflict do nothing
                            """)
                    .setParameter("scope", scope)
                    .setParameter("minute", minute)
                    .setParameter("written", Instant.now())
                    .executeUpdate();
            row = findById(key, LockModeType.PESSIMISTIC_WRITE);
        }
        return Objects.requireNonNull(row);
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
}
