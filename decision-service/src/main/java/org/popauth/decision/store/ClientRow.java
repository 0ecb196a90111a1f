package org.popauth.decision.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/// A client's state as JSON. The row is the lock for everything about the client.
@Entity(name = "ClientRow")
@Table(schema = "decision", name = "client_state")
class ClientRow {
    @Id String client = "";

    @Column
    @ColumnTransformer(read = "network::text", write = "?::inet")
    String network = "";

    @Column
    @ColumnTransformer(read = "state::text", write = "?::jsonb")
    String state = "";

    @Column Instant touched = Instant.EPOCH;
}
