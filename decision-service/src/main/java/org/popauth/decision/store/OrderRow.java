package org.popauth.decision.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// An order that was handled.
@Entity(name = "OrderRow")
@Table(schema = "decision", name = "handled_order")
class OrderRow {
    @Id UUID id = new UUID(0, 0);
    @Column Instant at = Instant.EPOCH;
    @Column String outcome = "";
    @Column String detail = "";
    @Column String content = "";
    @Column Instant written = Instant.EPOCH;
}
