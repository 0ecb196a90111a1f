package org.popauth.report.broker;

import java.io.Serial;

/// The broker did not confirm a record in time. It may still arrive.
public final class NotSent extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    NotSent(String topic, Throwable cause) {
        super("the Kafka broker did not confirm a record of " + topic, cause);
    }
}
