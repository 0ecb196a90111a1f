package org.popauth.decision.intake;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;

/// Tells a broken dependency from a record that cannot be handled.
final class Faults {

    private Faults() {}

    /// True when the record is to blame, so that trying again is in vain: no database error at all,
    /// or one of the class "data exception".
    static boolean isOfTheRecord(Throwable thrown) {
        boolean persistence = false;
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                var state = sql.getSQLState();
                return state != null && state.startsWith("22");
            }
            persistence |= cause instanceof PersistenceException;
            persistence |= cause.getClass().getName().startsWith("jakarta.transaction.");
            persistence |= cause.getClass().getName().contains("QuarkusTransactionException");
        }
        return !persistence;
    }

    /// What went wrong, in a sentence.
    static String words(Throwable thrown) {
        var last = thrown;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getClass().getSimpleName() + ": " + last.getMessage();
    }
}
