package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSilenceTest {

    private static final Duration AFTER = Duration.ofMinutes(10);

    @TempDir Path directory;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();
    private Instant now = Instant.now();
    private final HostSilence silence = new HostSilence(AFTER, () -> now);

    @Test
    void aHostThatSendsNoLineForTooLongIsSilentUntilTheNext() throws Exception {
        var tcp = new Syslog("tcp");
        try (var ingest = tcp.start(directory, outlet);
                var socket = tcp.connect(Syslog.SENDER)) {
            // Given
            Syslog.write(socket, Syslog.counted(0));
            await().until(() -> outlet.events().size() == 1);
            silence.watch(List.of(ingest.source()));
            assertThat(silence.silent()).isEmpty();
            // When
            now = now.plus(AFTER).plusSeconds(60);
            silence.watch(List.of(ingest.source()));
            // Then
            assertThat(silence.silent()).containsOnlyKeys("mx1 (source net)");
            // When
            now = now.minus(AFTER);
            Syslog.write(socket, Syslog.counted(1));
            await().until(() -> outlet.events().size() == 2);
            silence.watch(List.of(ingest.source()));
            // Then
            assertThat(silence.silent()).isEmpty();
        }
    }

    @Test
    void aHostThatIsListedByNameIsExpectedFromTheStart() throws Exception {
        var tcp = new Syslog("tcp").set("senders", "mx1=127.0.0.2,mx2=192.0.2.11");
        try (var ingest = tcp.start(directory, outlet)) {
            // When
            now = now.plus(AFTER).plusSeconds(1);
            silence.watch(List.of(ingest.source()));
            // Then
            assertThat(silence.silent()).containsOnlyKeys("mx1 (source net)", "mx2 (source net)");
        }
    }

    @Test
    void nobodyIsSilentWhenNobodyIsAsked() throws Exception {
        var tcp = new Syslog("tcp").set("senders", "mx1=127.0.0.2");
        try (var ingest = tcp.start(directory, outlet)) {
            // Given
            var never = new HostSilence(Duration.ZERO, () -> now);
            // When
            now = now.plus(Duration.ofDays(365));
            never.watch(List.of(ingest.source()));
            // Then
            assertThat(never.silent()).isEmpty();
        }
    }
}
