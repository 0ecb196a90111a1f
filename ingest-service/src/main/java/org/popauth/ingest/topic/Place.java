package org.popauth.ingest.topic;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.popauth.ingest.progress.Mark;
import org.popauth.ingest.progress.Position;

/// Where reading a partition has to go on, as the group commits it: the committed offset is the one
/// to read from, and beside it stand, as `TOPIC-ID OFFSET`, the topic's id and the offset before
/// which all events are safe.
///
/// @param topic the id of the topic; a topic that was deleted and made again has another one
record Place(Uuid topic, Mark mark) {

    /// Partitions have no generations: an offset is used once.
    static final long GENERATION = 0;

    /// The first line of a partition from which nothing was read, or an offset after it.
    static Place at(Uuid topic, long offset) {
        return new Place(topic, Mark.at(new Position(GENERATION, offset)));
    }

    /// An offset before which lines were read that are not there any more.
    static Place at(Uuid topic, long offset, Position acknowledged) {
        return new Place(topic, new Mark(acknowledged, new Position(GENERATION, offset)));
    }

    /// What the group has committed. An offset that somebody else committed (the tool that resets
    /// offsets) is taken at its word.
    ///
    /// @param now the id that the topic has
    static Place of(OffsetAndMetadata committed, Uuid now) {
        var words = committed.metadata().split(" ", -1);
        long resume = committed.offset();
        try {
            if (words.length == 2) {
                long acknowledged = Math.max(resume, Long.parseLong(words[1]));
                return new Place(
                        Uuid.fromString(words[0]),
                        new Mark(
                                new Position(GENERATION, acknowledged),
                                new Position(GENERATION, resume)));
            }
        } catch (IllegalArgumentException e) {
            return at(now, resume);
        }
        return at(now, resume);
    }

    /// To be committed.
    OffsetAndMetadata committed() {
        return new OffsetAndMetadata(
                mark.resume().offset(), topic + " " + mark.acknowledged().offset());
    }
}
