package org.popauth.decision.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A record that is to be published.
@Entity(name = "OutboxRow")
@Table(schema = "decision", name = "outbox")
class OutboxRow {
    @Id long number;
    @Column String topic = "";
    @Column byte @Nullable [] key;
    @Column byte @Nullable [] value;
    @Column @Nullable String headers;
    @Column Instant written = Instant.EPOCH;
}
