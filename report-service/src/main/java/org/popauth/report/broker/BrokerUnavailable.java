package org.popauth.report.broker;

import java.io.Serial;

/// The Kafka broker does not answer, or does not have what must be there.
public final class BrokerUnavailable extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /// At these servers, for this reason.
    public BrokerUnavailable(String servers, Throwable cause) {
        super("Kafka broker at " + servers + ": " + cause.getMessage(), cause);
    }
}
