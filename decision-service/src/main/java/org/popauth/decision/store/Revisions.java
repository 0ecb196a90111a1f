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

    private static final String DRAW =
            "select nextval('decision.revision') from generate_series(1, 8)";

    private final EntityManager database;

    Revisions(@PersistenceUnit("decision") EntityManager database) {
        this.database = database;
    }

    /// Numbers for one transaction. They are drawn when first asked for: the rows concerned must be
    /// locked by then, else another transaction could get a smaller number for a later decision.
    public LongSupplier forThisTransaction() {
        return startingWith(new ArrayDeque<>());
    }

    /// Numbers for one transaction, some of which were drawn when the rows had been locked.
    LongSupplier startingWith(Queue<Long> drawn) {
        return () -> {
            if (drawn.isEmpty()) {
                drawInto(drawn);
            }
            return drawn.remove();
        };
    }

    private void drawInto(Queue<Long> drawn) {
        var together = new Together();
        draw(together);
        together.read(database, results -> results.next(row -> drawn.add(row.getLong(1))));
    }

    static void draw(Together together) {
        together.add(DRAW);
    }
}
