package org.popauth.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.Topics;
import org.popauth.standalone.fault.StartFailure;
import org.popauth.testsupport.FreePort;

class EmbeddedKafkaTest {

    @TempDir Path temporary;

    @Test
    void recordsAndTopicsAreThereAfterARestart() throws Exception {
        // Given
        var place =
                new EmbeddedKafka.Place(
                        temporary.resolve("kafka"), FreePort.next(), FreePort.next());
        Map<String, Object> settings = Map.of("bootstrap.servers", place.bootstrapServers());
        try (var broker = EmbeddedKafka.start(place);
                var producer =
                        new KafkaProducer<>(
                                settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.SYSLOG, 0, "mx1", "a line")).get();
        }
        // When
        try (var broker = EmbeddedKafka.start(place);
                var producer =
                        new KafkaProducer<>(
                                settings, new StringSerializer(), new StringSerializer());
                var admin = Admin.create(settings)) {
            var sent = producer.send(new ProducerRecord<>(Topics.SYSLOG, 0, "mx1", "more")).get();
            // Then
            assertThat(sent.offset()).isEqualTo(1);
            assertThat(admin.listTopics().names().get())
                    .contains(Topics.MAIL_EVENTS.name(), Topics.DECISIONS.deadLetters());
        }
    }

    @Test
    void aPortThatAnotherProgramTookIsNamedWithTheWayOut() throws Exception {
        // Given
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = other.getLocalPort();
            var place = new EmbeddedKafka.Place(temporary.resolve("kafka"), port, FreePort.next());
            // Then
            assertThatThrownBy(() -> EmbeddedKafka.start(place).close())
                    .isInstanceOf(StartFailure.class)
                    .hasMessage(
                            "the Kafka broker does not start on "
                                    + temporary.resolve("kafka")
                                    + ": another program listens on 127.0.0.1:"
                                    + port
                                    + "; start again, and another port is chosen");
        }
    }
}
