package org.popauth.ingest.topic;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.popauth.ingest.line.FrameSplitter;
import org.popauth.ingest.line.LineSink;
import org.popauth.ingest.progress.AcknowledgedPrefix;
import org.popauth.ingest.source.LineIntake;

/// Hands on the lines of one partition, one a record. A record's offset is its line's.
final class PartitionLines implements LineSink {

    private final Uuid topic;
    private final AcknowledgedPrefix prefix;
    private final LineIntake intake;
    private final HostLogs logs;
    private final FrameSplitter messages;
    private long offset;
    private boolean handed;

    /// @param start where reading goes on
    PartitionLines(
            Place start,
            AcknowledgedPrefix prefix,
            LineIntake intake,
            HostLogs logs,
            int lineBytesMax) {
        this.topic = start.topic();
        this.prefix = prefix;
        this.intake = intake;
        this.logs = logs;
        this.messages = new FrameSplitter(lineBytesMax);
        intake.generation(Place.GENERATION);
        intake.restart(start.mark());
        intake.remembering(logs::oldestOpen);
    }

    void take(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        intake.begin(records.getFirst().offset());
        for (var message : records) {
            take(message);
        }
        intake.end(records.getLast().offset() + 1);
    }

    private void take(ConsumerRecord<byte[], byte[]> message) throws InterruptedException {
        offset = message.offset();
        handed = false;
        byte[] value = message.value();
        if (value == null) {
            intake.noLine(offset, "a record without a value");
            return;
        }
        intake.readWith(logs.of(message.key()));
        messages.takeDatagram(value, this);
        if (!handed) {
            intake.line(value, 0, 0, offset, false);
        }
    }

    @Override
    public void line(byte[] bytes, int from, int to, long unused, boolean cut)
            throws InterruptedException {
        handed = true;
        intake.line(bytes, from, to, offset, cut);
    }

    /// Where reading would have to go on now.
    Place place() {
        return new Place(topic, prefix.mark());
    }

    AcknowledgedPrefix prefix() {
        return prefix;
    }
}
