package org.popauth.events;

import java.time.Duration;

/// How a topic is kept, in the words of its settings in Kafka.
///
/// @param policy `delete` or `compact`
/// @param millis how long, empty when for ever
record Retention(String policy, String millis) {

    static Retention of(Topic<?> topic) {
        var retention = topic.retention();
        return retention == null ? new Retention("compact", "") : deletedAfter(retention);
    }

    static Retention ofDeadLetters() {
        return deletedAfter(Topics.DEAD_LETTERS_RETENTION);
    }

    private static Retention deletedAfter(Duration retention) {
        return new Retention("delete", Long.toString(retention.toMillis()));
    }
}
