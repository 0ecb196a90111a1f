package org.popauth.ingest.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcknowledgedPrefixTest {

    private final AcknowledgedPrefix prefix = new AcknowledgedPrefix(at(0), 3);

    private static Mark at(long offset) {
        return Mark.at(new Position(1, offset));
    }

    @Test
    void theMarkStaysBeforeTheOldestEventThatIsNotAcknowledged() throws Exception {
        // Given
        var first = prefix.sending(at(10), 0);
        var second = prefix.sending(at(20), 0);
        prefix.read(at(30));
        // When
        prefix.acknowledged(second);
        // Then
        assertThat(prefix.mark()).isEqualTo(at(10));
        prefix.acknowledged(first);
        assertThat(prefix.mark()).isEqualTo(at(30));
    }

    @Test
    void linesWithoutEventsMoveTheMarkWhenNothingIsOnItsWay() {
        // When
        prefix.read(at(500));
        // Then
        assertThat(prefix.mark()).isEqualTo(at(500));
    }

    @Test
    void tooManyEventsOnTheirWayMakeTheReaderWait() throws Exception {
        // Given
        var oldest = prefix.sending(at(1), 0);
        prefix.sending(at(2), 0);
        prefix.sending(at(3), 0);
        var sent = new CountDownLatch(1);
        var reader =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        prefix.sending(at(4), 0);
                                        sent.countDown();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        assertThat(sent.await(50, TimeUnit.MILLISECONDS)).isFalse();
        // When
        prefix.acknowledged(oldest);
        // Then
        assertThat(sent.await(5, TimeUnit.SECONDS)).isTrue();
        reader.join();
        assertThat(prefix.inFlight()).isEqualTo(3);
    }

    @Test
    void tellsHowLongTheOldestHasBeenWaiting() throws Exception {
        // Given
        assertThat(prefix.oldestNanos(99)).isZero();
        // When
        prefix.sending(at(1), 100);
        prefix.sending(at(2), 200);
        // Then
        assertThat(prefix.oldestNanos(350)).isEqualTo(250);
    }
}
