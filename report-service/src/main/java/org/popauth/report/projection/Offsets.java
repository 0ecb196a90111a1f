package org.popauth.report.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.popauth.report.readmodel.Write;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;

/// How far each partition has been stored. Kept beside the rows and moved with them.
@ApplicationScoped
class Offsets {

    private static final String MOVE =
            "insert into report.read_offset (topic, part, next_offset) values (?, ?, ?) on"
                    + " conflict (topic, part) do update set next_offset = excluded.next_offset";

    private final Store store;

    Offsets(Store store) {
        this.store = store;
    }

    Map<TopicPartition, Long> stored() {
        return store
                .list(
                        Sql.of("select topic, part, next_offset from report.read_offset"),
                        row ->
                                Map.entry(
                                        new TopicPartition(
                                                row.text("topic"), (int) row.number("part")),
                                        row.number("next_offset")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Write moved(TopicPartition partition, long nextOffset) {
        return Write.of("read_offset", MOVE, partition.topic(), partition.partition(), nextOffset);
    }
}
