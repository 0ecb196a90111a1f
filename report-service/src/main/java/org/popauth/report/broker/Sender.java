package org.popauth.report.broker;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Sends records one by one and waits until the broker has them.
@ApplicationScoped
public class Sender {

    private static final long WAIT_SECONDS_MAX = 10;

    private final KafkaClients clients;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    Sender(KafkaClients clients) {
        this.clients = clients;
    }

    /// Sends a record and returns when it is safe.
    ///
    /// @throws NotSent when the broker did not confirm it
    public void send(ProducerRecord<byte[], byte[]> sent) {
        try {
            producer().send(sent).get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new NotSent(sent.topic(), e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw new NotSent(sent.topic(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSent(sent.topic(), e);
        }
    }

    /// Made when it is needed first: a broker whose name is not known yet must not stop the start.
    private synchronized KafkaProducer<byte[], byte[]> producer() {
        var made = producer;
        if (made == null) {
            made = clients.producer();
            producer = made;
        }
        return made;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }
}
