package org.popauth.events;

/// What came of reading the bytes of a record.
public sealed interface Decoded<V> {

    /// A value of the contract.
    record Value<V>(V value) implements Decoded<V> {}

    /// A type that this version does not know: written by a newer one. To be counted and skipped.
    record UnknownType<V>(String type) implements Decoded<V> {}

    /// Not a value of the contract. To be sent to dead letters.
    record Malformed<V>(String reason) implements Decoded<V> {}
}
