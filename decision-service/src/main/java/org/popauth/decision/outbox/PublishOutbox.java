package org.popauth.decision.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.health.Troubles;
import org.popauth.decision.store.Outbox;

/// Publishes the outbox in order, on one thread, as soon as a transaction has filled it. Of several
/// instances one publishes at a time.
@ApplicationScoped
public class PublishOutbox {

    private static final String PART = "publishing of decisions";
    private static final int TRANSACTION_SECONDS = 60;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration BACK_OFF = Duration.ofSeconds(1);

    private final Map<String, Object> kafka;
    private final Outbox outbox;
    private final Troubles troubles;
    private final MeterRegistry meters;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    PublishOutbox(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Outbox outbox,
            Troubles troubles,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.outbox = outbox;
        this.troubles = troubles;
        this.meters = meters;
    }

    /// Begins, with what an earlier run left behind.
    public void start() {
        running = true;
        thread =
                Thread.ofPlatform()
                        .name("decision-outbox")
                        .uncaughtExceptionHandler((dead, why) -> troubles.died(PART, why))
                        .start(this::run);
    }

    void filled(
            @Observes(during = TransactionPhase.AFTER_COMPLETION) Outbox.Filled afterTransaction) {
        wake();
    }

    private void wake() {
        work.release();
    }

    /// Ends when what is being sent is sent.
    public void stop() throws InterruptedException {
        running = false;
        wake();
        var publishing = thread;
        if (publishing != null) {
            publishing.join(Duration.ofSeconds(10));
        }
    }

    private void run() {
        try {
            while (running) {
                publish();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish() throws InterruptedException {
        try (var producer = new KafkaProducer<byte[], byte[]>(properties())) {
            while (running) {
                round(producer);
            }
        } catch (KafkaException e) {
            troubles.begin(PART, rootOf(e));
            work.tryAcquire(BACK_OFF.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void round(Producer<byte[], byte[]> producer) throws InterruptedException {
        try {
            work.drainPermits();
            int sent = publishSome(producer);
            troubles.end(PART);
            if (sent < Outbox.AT_ONCE_MAX && running) {
                work.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException e) {
            Log.debug(PART, e);
            troubles.begin(PART, rootOf(e) + " broker=" + kafka.get("bootstrap.servers"));
            work.tryAcquire(BACK_OFF.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private int publishSome(Producer<byte[], byte[]> producer) {
        return QuarkusTransaction.requiringNew()
                .timeout(TRANSACTION_SECONDS)
                .call(
                        () -> {
                            var messages = outbox.take();
                            send(producer, messages);
                            return messages.size();
                        });
    }

    private void send(Producer<byte[], byte[]> producer, List<Outbox.Message> messages)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (var message : messages) {
            sent.add(producer.send(record(message)));
        }
        for (var each : sent) {
            each.get();
        }
        meters.counter("popauth_decision_published_total").increment(messages.size());
    }

    private static ProducerRecord<byte[], byte[]> record(Outbox.Message message) {
        var record =
                new ProducerRecord<byte[], byte[]>(message.topic(), message.key(), message.value());
        message.headers()
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static String rootOf(Throwable thrown) {
        var last = thrown;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getClass().getSimpleName() + ": " + last.getMessage();
    }

    private Map<String, Object> properties() {
        var properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "popauth-decision-outbox");
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        return properties;
    }
}
