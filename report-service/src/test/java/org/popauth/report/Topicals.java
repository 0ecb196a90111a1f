package org.popauth.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Decision;
import org.popauth.events.Enforcement;
import org.popauth.events.MailEvent;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Topic;
import org.popauth.events.Topics;

/// Writes to the topics as the other services do.
final class Topicals implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    /// To the broker of the service under test.
    Topicals() {
        this(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    }

    Topicals(String servers) {
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers, "linger.ms", 5),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    void seed(SampleData data) {
        data.events().forEach(this::send);
        data.decisions().forEach(this::send);
        data.orders().forEach(this::send);
        data.enforcements().forEach(this::send);
        producer.flush();
    }

    void send(MailEvent event) {
        send(Topics.MAIL_EVENTS, event.client().toString(), event);
    }

    void send(Decision decision) {
        send(Topics.DECISIONS, decision.key(), decision);
    }

    void send(OperatorOrder order) {
        send(Topics.OPERATOR_ORDERS, order.key(), order);
    }

    void send(Enforcement enforcement) {
        send(Topics.ENFORCEMENTS, enforcement.host().toString(), enforcement);
    }

    private <V> void send(Topic<V> topic, String key, V value) {
        send(topic.name(), key, topic.encode(value));
    }

    void send(String topic, String key, byte @Nullable [] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
