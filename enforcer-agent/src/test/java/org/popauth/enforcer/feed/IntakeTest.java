package org.popauth.enforcer.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.enforcer.outgoing.Outgoing;
import org.popauth.enforcer.reconcile.Board;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.events.Topics;

class IntakeTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Intake intake =
            new Intake(new Outgoing(Map.of("bootstrap.servers", "192.0.2.1:9092")));
    private final List<Object> taken = new ArrayList<>();

    private final Board.Batch batch =
            new Board.Batch() {
                @Override
                public void accept(Decision decision) {
                    taken.add(decision);
                }

                @Override
                public void forget(Measure measure, Client client) {
                    taken.add("forget " + measure + " " + client);
                }
            };

    @ParameterizedTest
    @ValueSource(ints = {1, 199, 200, 201, 1_000})
    void whateverTheirNumberRecordsAreTakenInTheirOrder(int count) {
        // Given
        var decisions = new ArrayList<Decision>();
        for (int i = 0; i < count; i++) {
            var client = "203.0.113." + i % 7;
            decisions.add(
                    i % 3 == 0
                            ? withdrawn(Measure.DROP, client, i, START)
                            : made(Measure.DROP, client, i, START, HOUR));
        }
        // When
        intake.read(records(decisions.stream().map(Topics.DECISIONS::encode).toList()), batch);
        // Then
        assertThat(taken).containsExactlyElementsOf(decisions);
    }

    @Test
    void inBothHalvesOfMuchWhatIsNoUsualDecisionIsWhatItIs() {
        // Given: one of each kind at the beginning, and again at the end
        var odd = new ArrayList<byte[]>();
        odd.add("{".getBytes(UTF_8));
        odd.add("{\"type\":\"decision.made.of.later\"}".getBytes(UTF_8));
        odd.add(null);
        var values = new ArrayList<>(odd);
        for (int i = 0; i < 300; i++) {
            values.add(Topics.DECISIONS.encode(made(Measure.DROP, "203.0.113.9", i, START, HOUR)));
        }
        values.addAll(odd);
        // When
        intake.read(records(values), batch);
        // Then
        assertThat(taken).hasSize(302);
        assertThat(taken.getFirst()).isEqualTo("forget DROP 203.0.113.1");
        assertThat(taken.getLast()).isEqualTo("forget DROP 203.0.113.1");
        assertThat(intake.malformed()).isEqualTo(2);
        assertThat(intake.unknownTypes()).isEqualTo(2);
    }

    private static ConsumerRecords<byte[], byte[]> records(List<byte[]> values) {
        var partition = new TopicPartition(Topics.DECISIONS.name(), 0);
        var key = "DROP/203.0.113.1".getBytes(UTF_8);
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var value : values) {
            records.add(
                    new ConsumerRecord<>(
                            partition.topic(), partition.partition(), records.size(), key, value));
        }
        return new ConsumerRecords<>(Map.of(partition, records), Map.of());
    }
}
