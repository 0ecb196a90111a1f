package org.popauth.decision.intake;

import org.apache.kafka.common.TopicPartition;

/// Another instance has read on in a partition; this one must look where it is.
final class Superseded extends RuntimeException {

    private static final long serialVersionUID = 1;

    Superseded(TopicPartition partition) {
        super("another reader has taken over " + partition);
    }
}
