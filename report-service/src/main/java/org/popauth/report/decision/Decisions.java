package org.popauth.report.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.popauth.events.Network;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;

/// The decisions that the read model still has.
@ApplicationScoped
public class Decisions {

    private static final String SELECT =
            "select at, type, measure, client, until_at, rule, reason, addresses_seen,"
                    + " by_name, simulated from report.decision";

    private final Store store;

    Decisions(Store store) {
        this.store = store;
    }

    /// The last ones, newest first.
    public List<DecisionRow> latest(int rowsMax) {
        return store.list(
                Sql.of(SELECT).add("order by at desc, revision desc limit ?", rowsMax),
                DecisionRow::of);
    }

    /// The last ones about any part of a network, newest first.
    public List<DecisionRow> latest(Network network, int rowsMax) {
        return store.list(
                Sql.of(SELECT)
                        .add("where net && cast(? as inet)", network.toString())
                        .add("order by at desc, revision desc limit ?", rowsMax),
                DecisionRow::of);
    }
}
