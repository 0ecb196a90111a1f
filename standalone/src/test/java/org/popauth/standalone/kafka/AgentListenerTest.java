package org.popauth.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.Topics;
import org.popauth.standalone.fault.StartFailure;
import org.popauth.testsupport.FreePort;
import org.popauth.testsupport.exec.Certificates;

class AgentListenerTest {

    @TempDir static Path folder;

    private static AgentListener listener;
    private static EmbeddedKafka.Place place;
    private static EmbeddedKafka broker;

    @BeforeAll
    static void startBroker() throws Exception {
        Certificates.authority(folder, "ca");
        Certificates.authority(folder, "other-ca");
        Certificates.issue(folder, "ca", "broker", "IP:127.0.0.1");
        Certificates.issue(folder, "ca", "mx1", "DNS:mx1.example");
        Certificates.issue(folder, "other-ca", "stranger", "DNS:mx1.example");
        listener = AgentListener.parse("127.0.0.1:" + FreePort.next(), folder);
        place =
                new EmbeddedKafka.Place(folder.resolve("kafka"), FreePort.next(), FreePort.next())
                        .with(listener);
        broker = EmbeddedKafka.start(place);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void anAgentReadsDecisionsAndReports() throws Exception {
        // Given
        try (var decider = producer(Map.of("bootstrap.servers", place.bootstrapServers()))) {
            decider.send(new ProducerRecord<>(Topics.DECISIONS.name(), 0, "k", "v")).get();
        }
        var settings = settings("mx1");
        try (var consumer =
                        new KafkaConsumer<>(
                                settings, new StringDeserializer(), new StringDeserializer());
                var agent = producer(settings)) {
            var partition = new TopicPartition(Topics.DECISIONS.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));

            // When
            var records = consumer.poll(Duration.ofSeconds(20));
            agent.send(new ProducerRecord<>(Topics.ENFORCEMENTS.name(), "mx1", "done")).get();

            // Then
            assertThat(records.count()).isEqualTo(1);
        }
    }

    @Test
    void anAgentCannotMakeAnEventAnOrderOrADecision() {
        // Given
        try (var agent = producer(settings("mx1"))) {
            for (var topic :
                    List.of(
                            Topics.MAIL_EVENTS.name(),
                            Topics.OPERATOR_ORDERS.name(),
                            Topics.DECISIONS.name(),
                            Topics.SYSLOG)) {
                // When, Then
                assertThatThrownBy(() -> agent.send(new ProducerRecord<>(topic, "k", "v")).get())
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        // Given
        try (var stranger = producer(settings("stranger"))) {
            // When, Then
            assertThatThrownBy(
                            () ->
                                    stranger.send(
                                                    new ProducerRecord<>(
                                                            Topics.ENFORCEMENTS.name(), "k", "v"))
                                            .get())
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
    }

    @Test
    void whatCannotWorkIsSaid() throws IOException {
        // Given
        var empty = Files.createDirectory(folder.resolve("empty"));
        var address = "127.0.0.1:" + FreePort.next();

        // When, Then
        assertThatThrownBy(() -> AgentListener.parse("mx1:9093", folder))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("192.0.2.1:9093");
        assertThatThrownBy(() -> AgentListener.parse("0.0.0.0:9093", folder))
                .hasMessageContaining("no address of this host");
        assertThatThrownBy(() -> AgentListener.parse("192.0.2.1:9093", folder))
                .hasMessageContaining("no address of this host");
        assertThatThrownBy(() -> AgentListener.parse(address, empty))
                .hasMessageContaining("broker.pem");
    }

    private static Map<String, Object> settings(String name) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", "127.0.0.1:" + listener.port());
        settings.put("security.protocol", "SSL");
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", folder.resolve(name + ".pem").toString());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", folder.resolve("ca.pem").toString());
        settings.put("max.block.ms", "15000");
        return settings;
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
