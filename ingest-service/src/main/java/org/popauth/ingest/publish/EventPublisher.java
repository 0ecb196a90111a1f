package org.popauth.ingest.publish;

import io.quarkus.logging.Log;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.popauth.events.MailEvent;
import org.popauth.events.Topics;
import org.popauth.ingest.source.Outlet;

/// Sends events to the topic of mail events.
///
/// The producer tries for ever to deliver what it has taken, in order. What it does not take or
/// gives up (no metadata yet, no memory left, no permission, …) is kept here, and while there is
/// any nothing else is sent: it goes first, in order, tried again and again.
public final class EventPublisher implements Outlet, AutoCloseable {

    private static final Duration PAUSE_MIN = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private record Outgoing(
            long number, ProducerRecord<byte[], byte[]> message, Runnable acknowledged) {}

    private final BrokerSettings settings;
    private final PriorityQueue<Outgoing> failed =
            new PriorityQueue<>((a, b) -> Long.compare(a.number(), b.number()));
    private final Thread again;
    private Producer<byte[], byte[]> producer;
    private long numbers;
    private boolean producerIsBroken;
    private boolean repairing;
    private boolean closed;
    private volatile @Nullable String trouble;

    /// @param settings how the broker is spoken to; it need not be there yet
    public EventPublisher(BrokerSettings settings) {
        this.settings = settings;
        this.producer = newProducer();
        this.again = Thread.ofPlatform().daemon().name("ingest-send-again").unstarted(this::repair);
    }

    /// Begins to work.
    public void start() {
        again.start();
    }

    private Producer<byte[], byte[]> newProducer() {
        var bytes = new ByteArraySerializer();
        return new KafkaProducer<>(settings.producer(), bytes, bytes);
    }

    /// Why events cannot be sent now; null when they can.
    public @Nullable String trouble() {
        return trouble;
    }

    @Override
    public void publish(MailEvent event, Runnable acknowledged) throws InterruptedException {
        var message =
                new ProducerRecord<>(
                        Topics.MAIL_EVENTS.name(),
                        event.client().toString().getBytes(StandardCharsets.UTF_8),
                        Topics.MAIL_EVENTS.encode(event));
        Producer<byte[], byte[]> to;
        Outgoing outgoing;
        synchronized (this) {
            while (repairing) {
                wait();
            }
            outgoing = new Outgoing(numbers++, message, acknowledged);
            to = producer;
        }
        send(to, outgoing);
    }

    private void send(Producer<byte[], byte[]> to, Outgoing outgoing) throws InterruptedException {
        try {
            var unused =
                    to.send(outgoing.message(), (metadata, failure) -> sent(outgoing, failure));
        } catch (InterruptException e) {
            var interrupted = new InterruptedException("sending was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        } catch (KafkaException | IllegalStateException e) {
            sent(outgoing, e);
        }
    }

    private void sent(Outgoing outgoing, @Nullable Exception failure) {
        if (failure == null) {
            outgoing.acknowledged().run();
        } else if (failure instanceof RecordTooLargeException) {
            Log.errorf("an event was too large for the broker and is dropped: %s", failure);
            outgoing.acknowledged().run();
        } else {
            notSent(outgoing, failure);
        }
    }

    private synchronized void notSent(Outgoing outgoing, Exception failure) {
        failed.add(outgoing);
        repairing = true;
        producerIsBroken |= !(failure instanceof RetriableException);
        if (trouble == null && !closed) {
            Log.warnf(
                    "cannot send to broker %s: %s; trying again, nothing is lost",
                    settings.servers(), failure.getMessage());
        }
        trouble = String.valueOf(failure.getMessage());
        notifyAll();
    }

    private void repair() {
        try {
            var pause = PAUSE_MIN;
            while (true) {
                awaitFailure();
                if (sendAgain()) {
                    pause = PAUSE_MIN;
                } else {
                    pause(pause);
                    pause =
                            pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0
                                    ? pause.multipliedBy(2)
                                    : PAUSE_MAX;
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Log.debug("no longer sending");
        }
    }

    private synchronized void awaitFailure() throws InterruptedException {
        while (failed.isEmpty()) {
            wait();
        }
    }

    private synchronized void pause(Duration pause) throws InterruptedException {
        wait(pause.toMillis());
    }

    /// Sends what failed, in order, and waits for the answers.
    ///
    /// @return true when nothing is left
    private boolean sendAgain() throws InterruptedException {
        var to = soundProducer();
        to.flush();
        var waiting = takeFailed();
        for (int i = 0; i < waiting.size(); i++) {
            send(to, waiting.get(i));
            if (hasFailed()) {
                giveBack(waiting.subList(i + 1, waiting.size()));
                return false;
            }
        }
        to.flush();
        return done();
    }

    private synchronized boolean hasFailed() {
        return !failed.isEmpty();
    }

    private synchronized void giveBack(List<Outgoing> unsent) {
        failed.addAll(unsent);
    }

    private synchronized List<Outgoing> takeFailed() {
        var taken = new ArrayList<Outgoing>(failed.size());
        while (!failed.isEmpty()) {
            taken.add(failed.remove());
        }
        return taken;
    }

    private synchronized boolean done() {
        if (!failed.isEmpty()) {
            return false;
        }
        repairing = false;
        trouble = null;
        Log.infof("sending to broker %s again", settings.servers());
        notifyAll();
        return true;
    }

    /// A producer that gave an error for which trying again is no cure is replaced.
    private Producer<byte[], byte[]> soundProducer() {
        Producer<byte[], byte[]> old;
        synchronized (this) {
            if (!producerIsBroken) {
                return producer;
            }
            old = producer;
        }
        old.close(Duration.ZERO);
        synchronized (this) {
            producer = newProducer();
            producerIsBroken = false;
            return producer;
        }
    }

    /// Waits a little for what is on its way, and stops.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        again.interrupt();
        producer.close(CLOSE_MAX);
    }
}
