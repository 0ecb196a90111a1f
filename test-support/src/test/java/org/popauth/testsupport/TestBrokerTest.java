package org.popauth.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.popauth.events.Topics;

class TestBrokerTest {

    @Test
    void aBrokerHasTheTopicsOfTheContract() throws Exception {
        // Given
        try (var broker = TestBroker.start();
                var admin = Admin.create(settings(broker))) {
            // When
            var topics = admin.listTopics().names().get();
            // Then
            assertThat(topics)
                    .contains(
                            Topics.MAIL_EVENTS.name(),
                            Topics.DECISIONS.name(),
                            Topics.OPERATOR_ORDERS.name(),
                            Topics.ENFORCEMENTS.name(),
                            Topics.MAIL_EVENTS.deadLetters(),
                            Topics.SYSLOG);
        }
    }

    @Test
    void whatWasSentBeforeAnOutageIsThereAfterIt() throws Exception {
        // Given
        try (var broker = TestBroker.start()) {
            send(broker, "before");
            broker.stop();
            // When
            broker.restart();
            send(broker, "after");
            // Then
            assertThat(valuesOn(broker)).containsExactly("before", "after");
        }
    }

    private static void send(TestBroker broker, String value) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        settings(broker), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("syslog", 0, "mx1", value)).get();
        }
    }

    private static List<String> valuesOn(TestBroker broker) {
        try (var consumer =
                new KafkaConsumer<>(
                        settings(broker), new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition("syslog", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var values = new java.util.ArrayList<String>();
            while (values.size() < 2) {
                consumer.poll(Duration.ofSeconds(10)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    private static Map<String, Object> settings(TestBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
