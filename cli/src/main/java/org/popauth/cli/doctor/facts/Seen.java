package org.popauth.cli.doctor.facts;

import java.util.Optional;
import java.util.function.Function;

/// A part of the host that was looked at. What could not be read is told from what is not there:
/// nobody may take the one for the other.
public sealed interface Seen<T> {

    /// It is there.
    record Found<T>(T what) implements Seen<T> {}

    /// It is not there.
    ///
    /// @param why a clause for people
    record Missing<T>(String why) implements Seen<T> {}

    /// Nobody knows: no permission, no program to ask, no answer.
    ///
    /// @param why a clause for people
    record Unread<T>(String why) implements Seen<T> {}

    static <T> Seen<T> found(T what) {
        return new Found<>(what);
    }

    static <T> Seen<T> missing(String why) {
        return new Missing<>(why);
    }

    static <T> Seen<T> unread(String why) {
        return new Unread<>(why);
    }

    default Optional<T> value() {
        return switch (this) {
            case Found<T>(var what) -> Optional.of(what);
            case Missing<T> _, Unread<T> _ -> Optional.empty();
        };
    }

    default boolean isMissing() {
        return this instanceof Missing;
    }

    /// What follows from it, if it is there.
    default <R> Seen<R> then(Function<T, Seen<R>> next) {
        return switch (this) {
            case Found<T>(var what) -> next.apply(what);
            case Missing<T>(var why) -> missing(why);
            case Unread<T>(var why) -> unread(why);
        };
    }

    /// The same, seen another way.
    default <R> Seen<R> map(Function<T, R> change) {
        return then(it -> found(change.apply(it)));
    }
}
