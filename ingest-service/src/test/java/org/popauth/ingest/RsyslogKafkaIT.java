package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.testsupport.TestBroker;

/// What a real rsyslogd writes to a topic by omkafka is read, also what it logs while the broker is
/// away. A line that rsyslog tried to write meanwhile it may write several times.
class RsyslogKafkaIT {

    private static final Duration SLACK = Duration.ofSeconds(30);
    private static final String ACTION =
            """
            module(load="omkafka")
            template(name="mailhost" type="string" string="%%hostname%%")
            action(type="omkafka" broker=["%s"] topic="%s"
                   dynaKey="on" key="mailhost" template="RSYSLOG_SyslogProtocol23Format"
                   confParam=["enable.idempotence=true", "message.timeout.ms=0",
                              "reconnect.backoff.max.ms=1000"]
                   action.resumeRetryCount="-1" action.resumeInterval="1" queue.type="LinkedList")
            """;

    @TempDir Path directory;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();

    private static List<String> messages(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(LogWriter::line)
                .map(line -> line.substring(line.indexOf("pop3-login")))
                .toList();
    }

    @Test
    void linesOfOmkafkaAreReadAlsoThoseOfAnOutage() throws Exception {
        Rsyslog.assumeModule("omkafka", "rsyslog-kafka");
        try (var broker = TestBroker.start();
                var topic = new SyslogTopic(broker, "lines").create()) {
            var action = ACTION.formatted(broker.bootstrapServers(), topic.name);
            try (var ingest = topic.start(directory, outlet);
                    var rsyslog = Rsyslog.start(directory.resolve("rsyslog"), action)) {
                // When
                rsyslog.log("dovecot", 4711, messages(0, 300));
                await().atMost(SLACK).until(() -> outlet.events().size() >= 300);
                assertThat(outlet.users())
                        .containsExactlyInAnyOrderElementsOf(LogWriter.users(300));
                broker.stop();
                rsyslog.log("dovecot", 4711, messages(300, 300));
                broker.restart();
                // Then
                var all = new HashSet<>(LogWriter.users(600));
                await().atMost(SLACK).until(() -> new HashSet<>(outlet.users()).equals(all));
                assertThat(outlet.events())
                        .extracting(MailEvent::host)
                        .containsOnly(new MailHost("mx1"));
                assertThat(ingest.metric("unparsable")).isZero();
            }
        }
    }
}
