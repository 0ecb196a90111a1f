package org.popauth.decision.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.popauth.events.EventId;

/// What was counted already: a line that is read again has the same id and counts nothing twice.
@ApplicationScoped
public class Positions {

    private static final String READ =
            """
            select p.topic, p.kafka_partition, p.source, p.generation, p.line_offset
            from json_to_recordset(?::json) as asked (topic text, partition int, source text)
            join decision.counted_position p on p.topic = asked.topic
                and p.kafka_partition = asked.partition and p.source = asked.source""";

    private static final String COUNT =
            """
            insert into decision.counted_position
                (topic, kafka_partition, source, generation, line_offset)
            select topic, partition, source, generation, "lineOffset"
            from json_to_recordset(?::json) as counted (
                topic text, partition int, source text, generation bigint, "lineOffset" bigint)
            on conflict (topic, kafka_partition, source) do update
            set generation = excluded.generation, line_offset = excluded.line_offset""";

    /// Takes note of the last event that was counted of a source.
    public void counted(Writes writes, Source source, EventId last) {
        var partition = source.partition();
        writes.add(
                COUNT,
                new Counted(
                        partition.topic(),
                        partition.partition(),
                        source.name(),
                        last.generation(),
                        last.offset()));
    }

    static void read(Together together, Collection<Source> sources) {
        together.add(READ, sources.stream().map(Asked::of).toList());
    }

    static void read(ResultSet row, Map<Source, EventId> counted) throws SQLException {
        var partition = new TopicPartition(row.getString(1), row.getInt(2));
        var name = row.getString(3);
        counted.put(new Source(partition, name), new EventId(name, row.getLong(4), row.getLong(5)));
    }

    private record Asked(String topic, int partition, String source) {
        static Asked of(Source source) {
            return new Asked(
                    source.partition().topic(), source.partition().partition(), source.name());
        }
    }

    private record Counted(
            String topic, int partition, String source, long generation, long lineOffset) {}
}
