package org.popauth.decision.store;

import io.quarkus.hibernate.orm.PersistenceUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;

/// Gives numbers that only grow, from the database.
@ApplicationScoped
public class Revisions {

    private static final int BLOCK = 8;

    private final EntityManager database;

    Revisions(@PersistenceUnit("decision") EntityManager database) {
        this.database = database;
    }

    /// Numbers for one transaction. They are drawn when first asked for: the rows concerned must be
    /// locked by then, else another transaction could get a smaller number for a later decision.
    public LongSupplier forThisTransaction() {
        Queue<Long> drawn = new ArrayDeque<>();
        return () -> {
            if (drawn.isEmpty()) {
                draw(drawn);
            }
            return drawn.remove();
        };
    }

    private void draw(Queue<Long> drawn) {
        database.createNativeQuery(
                        "select nextval('decision.revision') from generate_series(1, :count)",
                        Long.class)
                .setParameter("count", BLOCK)
                .getResultStream()
                .forEach(number -> drawn.add((Long) number));
    }
}
