package org.popauth.decision.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/// How far a partition was read.
@Entity(name = "ConsumedRow")
@IdClass(PartitionKey.class)
@Table(schema = "decision", name = "consumed")
class ConsumedRow {
    @Id String topic = "";

    @Id
    @Column(name = "kafka_partition")
    int partition;

    @Column(name = "next_offset")
    long nextOffset;
}
