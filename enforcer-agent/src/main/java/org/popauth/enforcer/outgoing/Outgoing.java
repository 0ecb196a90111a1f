package org.popauth.enforcer.outgoing;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends records to the broker from a thread of its own. Whoever gives it one never waits: what a
/// bounded queue cannot hold while the broker is away is dropped and counted.
public final class Outgoing implements Runnable {

    private static final int QUEUE_MAX = 20_000;
    private static final int FEW = 1_000;
    private static final long BUFFER_BYTES = 2_000_000;

    /// Reports may be this late: while they wait, the broker and this host do what is decided.
    private static final Duration GATHER = Duration.ofMillis(50);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private final BlockingQueue<ProducerRecord<byte[], byte[]>> queue =
            new ArrayBlockingQueue<>(QUEUE_MAX);
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    /// @param kafka how to reach the broker
    public Outgoing(Map<String, Object> kafka) {
        this.settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, (int) GATHER.toMillis());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "popauth-agent-outgoing");
        // Nobody asks the client for its own figures; gathering them takes memory and time.
        settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    }

    /// True when the next record would be dropped. Counts it as dropped.
    boolean isFull() {
        boolean full = queue.remainingCapacity() == 0;
        if (full) {
            lost.incrementAndGet();
        }
        return full;
    }

    /// True when hardly anything waits to be sent.
    boolean isAlmostEmpty() {
        return queue.size() < FEW;
    }

    /// Takes a record to be sent; never waits.
    public void offer(ProducerRecord<byte[], byte[]> toSend) {
        if (queue.offer(toSend)) {
            taken.incrementAndGet();
        } else {
            lost.incrementAndGet();
        }
    }

    /// Becomes true once all that was taken so far is with the broker, or lost.
    BooleanSupplier receipt() {
        long all = taken.get();
        return () -> done.get() >= all;
    }

    /// How many records were dropped.
    public long lost() {
        return lost.get();
    }

    /// Sends until interrupted, then gives the rest two seconds.
    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try (var producer = new Closing(new KafkaProducer<>(settings))) {
                send(producer.producer());
            } catch (InterruptException | InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (KafkaException e) {
                Log.errorf("cannot send to the broker: %s; trying again", e.getMessage());
                pause();
            }
        }
    }

    private void send(Producer<byte[], byte[]> producer) throws InterruptedException {
        while (true) {
            var next = queue.take();
            try {
                var _ = producer.send(next, (_, e) -> sent(e));
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                done.incrementAndGet();
                lost.incrementAndGet();
                throw e;
            }
        }
    }

    private void sent(@Nullable Exception e) {
        done.incrementAndGet();
        if (e != null) {
            lost.incrementAndGet();
            Log.warnf("a report could not be sent: %s", e.getMessage());
        }
    }

    private static void pause() {
        LockSupport.parkNanos(RETRY_AFTER.toNanos());
    }

    /// Closes a producer within a bounded time.
    private record Closing(Producer<byte[], byte[]> producer) implements AutoCloseable {

        @Override
        public void close() {
            boolean interrupted = Thread.interrupted();
            producer.close(CLOSE_TIMEOUT);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
