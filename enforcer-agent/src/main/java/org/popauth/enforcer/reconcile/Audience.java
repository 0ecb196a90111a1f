package org.popauth.enforcer.reconcile;

import java.util.List;
import java.util.function.BooleanSupplier;

/// Whoever is told of effects. Thread-safe.
@FunctionalInterface
public interface Audience {

    void tell(List<Effect> effects);

    /// True when many more can be told without anything being lost.
    default boolean hasRoom() {
        return true;
    }

    /// Becomes true once all that was told so far has arrived, or never will.
    default BooleanSupplier receipt() {
        return () -> true;
    }
}
