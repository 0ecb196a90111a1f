package org.popauth.decision.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An entry of the allow-list.
@Entity(name = "AllowedRow")
@Table(schema = "decision", name = "allowed_network")
class AllowedRow {
    @Id String network = "";

    @Column(name = "valid_until")
    @Nullable Instant until;

    @Column Instant at = Instant.EPOCH;

    @Column(name = "by_whom")
    String by = "";

    @Column String reason = "";
}
