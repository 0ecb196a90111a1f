package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// How far each partition was read: the authority, written with what came of the records.
@ApplicationScoped
public class Consumed implements PanacheRepositoryBase<ConsumedRow, PartitionKey> {

    private static final String OPEN =
            """
            insert into decision.consumed (topic, kafka_partition, next_offset)
            select topic, partition, 0
            from json_to_recordset(?::json) as asked (topic text, partition int)
            order by topic, partition
            on conflict do nothing""";

    private static final String LOCK =
            """
            select c.topic, c.kafka_partition, c.next_offset from decision.consumed c
            where (c.topic, c.kafka_partition) in (
                select topic, partition
                from json_to_recordset(?::json) as asked (topic text, partition int))
            order by c.topic, c.kafka_partition
            for update of c""";

    private static final String MOVE =
            """
            update decision.consumed c set next_offset = moved."nextOffset"
            from json_to_recordset(?::json)
                as moved (topic text, partition int, "nextOffset" bigint)
            where c.topic = moved.topic and c.kafka_partition = moved.partition""";

    /// The offset to read next; 0 for a partition that was never read.
    public long next(String topic, int partition) {
        return findByIdOptional(new PartitionKey(topic, partition))
                .map(row -> row.nextOffset)
                .orElse(0L);
    }

    /// Moves a partition on; it must be locked.
    public void move(Writes writes, TopicPartition partition, long next) {
        writes.add(MOVE, new Moved(partition.topic(), partition.partition(), next));
    }

    static void lock(Together together, Collection<TopicPartition> partitions) {
        var asked =
                partitions.stream()
                        .map(each -> new PartitionKey(each.topic(), each.partition()))
                        .toList();
        together.add(OPEN, asked);
        together.add(LOCK, asked);
    }

    static void read(ResultSet row, Map<TopicPartition, Long> next) throws SQLException {
        next.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
    }

    private record Moved(String topic, int partition, long nextOffset) {}
}
