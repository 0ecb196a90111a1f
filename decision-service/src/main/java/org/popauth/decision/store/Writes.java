package org.popauth.decision.store;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a transaction is going to write, sent to the database in one round trip. A query sees
/// nothing of it before [#send()].
public final class Writes {

    private final EntityManager database;
    private final Map<String, List<Object>> rowsByStatement = new LinkedHashMap<>();

    Writes(EntityManager database) {
        this.database = database;
    }

    /// @param statement has one parameter: all rows that are added to it, as a JSON array
    void add(String statement, Object row) {
        rowsByStatement.computeIfAbsent(statement, any -> new ArrayList<>()).add(row);
    }

    /// True when there is a row for the statement.
    boolean hold(String statement) {
        return rowsByStatement.containsKey(statement);
    }

    /// Writes everything, in the order in which the first row of each table was added.
    public void send() {
        together().execute(database);
    }

    /// Writes everything and commits, in the same round trip. Nothing may follow in the
    /// transaction; its own commit finds nothing left to do.
    public void commit() {
        var together = together();
        together.add("commit");
        together.execute(database);
    }

    private Together together() {
        var together = new Together();
        rowsByStatement.forEach(together::add);
        rowsByStatement.clear();
        return together;
    }
}
