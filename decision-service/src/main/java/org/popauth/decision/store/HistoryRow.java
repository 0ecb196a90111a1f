package org.popauth.decision.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/// One decision, as it was published.
@Entity(name = "HistoryRow")
@Table(schema = "decision", name = "decision_history")
class HistoryRow {
    @Id long revision;

    /// The client whose state the decision belongs to.
    @Column String client = "";

    @Column
    @ColumnTransformer(read = "network::text", write = "?::inet")
    String network = "";

    @Column boolean simulated;
    @Column Instant at = Instant.EPOCH;
    @Column String decision = "";
    @Column Instant written = Instant.EPOCH;
}
