package org.popauth.decision.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/// How many measures of a scope were let through and held back in a minute.
@Entity(name = "TallyRow")
@IdClass(TallyKey.class)
@Table(schema = "decision", name = "breaker_tally")
class TallyRow {
    @Id String scope = "";
    @Id Instant minute = Instant.EPOCH;
    @Column int admitted;
    @Column int held;
    @Column Instant written = Instant.EPOCH;
}
