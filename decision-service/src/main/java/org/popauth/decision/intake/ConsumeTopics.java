package org.popauth.decision.intake;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.config.DecisionConfig;
import org.popauth.decision.health.Troubles;
import org.popauth.decision.outbox.PublishOutbox;
import org.popauth.decision.store.Schema;
import org.popauth.events.Topics;

/// Reads `mail-events` and `operator-orders` on one thread, for as long as the service runs.
@ApplicationScoped
class ConsumeTopics {

    private static final String PART = "reading of topics";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(10);

    private final DecisionConfig config;
    private final Map<String, Object> kafka;
    private final Schema schema;
    private final HandleBatch handle;
    private final TopicReader.Offsets offsets;
    private final PublishOutbox outbox;
    private final Troubles troubles;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;

    ConsumeTopics(
            DecisionConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Schema schema,
            HandleBatch handle,
            StoredOffsets offsets,
            PublishOutbox outbox,
            Troubles troubles) {
        this.config = config;
        this.kafka = kafka;
        this.schema = schema;
        this.handle = handle;
        this.offsets = offsets;
        this.outbox = outbox;
        this.troubles = troubles;
    }

    void start(@Observes StartupEvent started) {
        thread =
                Thread.ofPlatform()
                        .name("decision-intake")
                        .uncaughtExceptionHandler((dead, why) -> troubles.died(PART, why))
                        .start(this::run);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stop.countDown();
        var reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        if (thread != null) {
            thread.join(Duration.ofSeconds(20));
        }
        outbox.stop();
    }

    private void run() {
        retry("database", schema::migrate);
        if (isRunning()) {
            outbox.start();
        }
        while (isRunning()) {
            retry(PART, this::readUntilStopped);
        }
    }

    /// Does something until it succeeds, or the service stops.
    private void retry(String part, Runnable work) {
        var backOff = Duration.ofMillis(250);
        while (isRunning()) {
            try {
                work.run();
                troubles.end(part);
                return;
            } catch (RuntimeException e) {
                if (!(e instanceof WakeupException)) {
                    Log.debug(part, e);
                    troubles.begin(part, Faults.words(e));
                }
                backOff = pause(backOff);
            }
        }
    }

    private Duration pause(Duration backOff) {
        try {
            boolean stopped = stop.await(backOff.toMillis(), TimeUnit.MILLISECONDS);
            return stopped ? backOff : longer(backOff);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
            return backOff;
        }
    }

    private static Duration longer(Duration backOff) {
        var twice = backOff.multipliedBy(2);
        return twice.compareTo(BACK_OFF_MAX) < 0 ? twice : BACK_OFF_MAX;
    }

    private boolean isRunning() {
        return stop.getCount() > 0;
    }

    private void readUntilStopped() {
        var opened = new KafkaConsumer<byte[], byte[]>(properties());
        consumer = opened;
        try (var reader = new TopicReader(opened, offsets)) {
            reader.subscribe(List.of(Topics.MAIL_EVENTS.name(), Topics.OPERATOR_ORDERS.name()));
            Log.infof(
                    "reading topics broker=%s group=%s",
                    kafka.get("bootstrap.servers"), config.group());
            while (isRunning()) {
                readOnce(reader);
            }
        } finally {
            consumer = null;
        }
    }

    /// One round. While the database is away the partitions are paused, and the same records are
    /// tried again.
    private void readOnce(TopicReader reader) {
        List<Batch> batches;
        try {
            batches = reader.poll(POLL);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            troubles.begin("database", Faults.words(e));
            reader.idle(Duration.ofMillis(500));
            return;
        }
        for (var batch : batches) {
            handle(batch, reader);
        }
        troubles.end(PART);
    }

    private void handle(Batch batch, TopicReader reader) {
        var backOff = Duration.ofMillis(100);
        var rest = batch.records();
        while (isRunning() && !rest.isEmpty()) {
            try {
                handle.handle(rest, reader, reader::handled);
                troubles.end("database");
                return;
            } catch (Superseded e) {
                Log.infof("%s", e.getMessage());
                reader.placeAgain(batch);
                return;
            } catch (RuntimeException e) {
                Log.debug("batch failed", e);
                troubles.begin("database", Faults.words(e));
                reader.idle(backOff);
                backOff = longer(backOff);
                rest = reader.unhandled(rest);
            }
        }
    }

    private Map<String, Object> properties() {
        var properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "popauth-decision");
        config.instance()
                .ifPresent(name -> properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchRecordsMax());
        return properties;
    }
}
