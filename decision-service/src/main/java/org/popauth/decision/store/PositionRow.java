package org.popauth.decision.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/// The last line of a source that was counted from a partition.
@Entity(name = "PositionRow")
@IdClass(PositionKey.class)
@Table(schema = "decision", name = "counted_position")
class PositionRow {
    @Id String topic = "";

    @Id
    @Column(name = "kafka_partition")
    int partition;

    @Id String source = "";

    @Column long generation;

    @Column(name = "line_offset")
    long offset;
}
