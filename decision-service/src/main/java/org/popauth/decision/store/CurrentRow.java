package org.popauth.decision.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.popauth.events.Measure;

/// The last decision of a key that may still be on the topic.
@Entity(name = "CurrentRow")
@Table(schema = "decision", name = "current_decision")
class CurrentRow {
    @Id
    @Column(name = "decision_key")
    String key = "";

    @Column(name = "state_client")
    String stateClient = "";

    @Column
    @ColumnTransformer(read = "network::text", write = "?::inet")
    String network = "";

    @Column
    @Enumerated(EnumType.STRING)
    Measure measure = Measure.REJECT;

    @Column boolean simulated;
    @Column String rule = "";
    @Column boolean withdrawn;

    @Column(name = "over_at")
    Instant overAt = Instant.EPOCH;

    @Column long revision;
    @Column String decision = "";
}
