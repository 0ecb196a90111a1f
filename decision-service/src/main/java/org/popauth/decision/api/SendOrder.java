package org.popauth.decision.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.config.DecisionClock;
import org.popauth.events.Decoded;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Printable;
import org.popauth.events.Topics;

/// Publishes an order that came by the API. It is carried out like any other.
@ApplicationScoped
class SendOrder {

    private static final int SECONDS_MAX = 10;

    private final Map<String, Object> kafka;
    private final DecisionClock clock;
    private @Nullable Producer<byte[], byte[]> producer;

    SendOrder(@Identifier("default-kafka-broker") Map<String, Object> kafka, DecisionClock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /// Completes and publishes an order.
    ///
    /// @return the order as published
    OperatorOrder send(ObjectNode json) {
        json.put("id", UUID.randomUUID().toString());
        json.put("at", clock.now().toString());
        if (json.path("by").asText("").isBlank()) {
            json.put("by", "api");
        }
        text(json, "by", 64);
        text(json, "reason", OperatorOrder.REASON_CHARS_MAX);
        complete(json);
        var order = decoded(json);
        publish(order);
        return order;
    }

    private static void text(ObjectNode json, String field, int charsMax) {
        var node = json.path(field);
        if (!node.isTextual() || node.asText().isBlank()) {
            throw Refused.badParameter(field, field + " is missing: a text");
        }
        if (node.asText().length() > charsMax) {
            throw Refused.badParameter(field, field + " has more than " + charsMax + " characters");
        }
        json.put(field, Printable.of(node.asText(), charsMax));
    }

    private static OperatorOrder decoded(ObjectNode json) {
        return switch (Topics.OPERATOR_ORDERS.decode(ApiJson.bytes(json))) {
            case Decoded.Value<OperatorOrder> value -> value.value();
            case Decoded.UnknownType<OperatorOrder> unknown ->
                    throw Refused.badParameter("type", "type must be ban, lift, allow or disallow");
            case Decoded.Malformed<OperatorOrder> malformed ->
                    throw Refused.badParameter("body", malformed.reason());
        };
    }

    /// Names what an order of its type needs and does not have.
    private static void complete(ObjectNode json) {
        switch (json.path("type").asText()) {
            case "ban" -> {
                text(json, "client", 64);
                text(json, "measure", 16);
            }
            case "lift" -> text(json, "client", 64);
            case "allow", "disallow" -> text(json, "network", 64);
            default ->
                    throw Refused.badParameter("type", "type must be ban, lift, allow or disallow");
        }
    }

    private void publish(OperatorOrder order) {
        var record =
                new ProducerRecord<>(
                        Topics.OPERATOR_ORDERS.name(),
                        order.key().getBytes(StandardCharsets.UTF_8),
                        Topics.OPERATOR_ORDERS.encode(order));
        try {
            producer().send(record).get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw away(e);
        }
    }

    private Refused away(Exception e) {
        var refused =
                new Refused(
                        503,
                        "",
                        "the order could not be published: broker "
                                + kafka.get("bootstrap.servers")
                                + " does not answer; try again");
        refused.initCause(e);
        return refused;
    }

    private synchronized Producer<byte[], byte[]> producer() {
        var open = producer;
        if (open == null) {
            var properties = new HashMap<>(kafka);
            properties.put(ProducerConfig.CLIENT_ID_CONFIG, "popauth-decision-orders");
            properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            open = new KafkaProducer<>(properties);
            producer = open;
        }
        return open;
    }

    synchronized void close(@Observes ShutdownEvent stopping) {
        if (producer != null) {
            producer.close();
        }
    }
}
