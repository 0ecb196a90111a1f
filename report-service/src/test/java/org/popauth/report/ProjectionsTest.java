package org.popauth.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;
import org.popauth.events.Topics;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.PostgresResource;

@QuarkusTest
@WithTestResource(KafkaResource.class)
@WithTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "datasource", value = "report"))
class ProjectionsTest {

    private static final Instant NOW = Instant.now();

    @Test
    void anEventThatIsDeliveredAgainIsOneEvent() {
        // Given
        var data = new SampleData(NOW);
        for (int i = 0; i < 5_000; i++) {
            data.id();
        }
        var event = data.offence(NOW, "192.0.2.50", OffenceKind.RBL_LISTED);
        var last = data.offence(NOW, "192.0.2.50", OffenceKind.HELO_FORGED);

        // When
        try (var topics = new Topicals()) {
            topics.send(event);
            topics.send(event);
            topics.send(event);
            topics.send(last);
        }

        // Then
        var page =
                Browser.ALICE.pageWhen(
                        "/offenders?format=json&q=192.0.2.50",
                        json -> json.contains("helo-forged"));
        assertThat(page).contains("\"offences\":2");
    }

    @Test
    void ofOneKeyTheHighestRevisionCountsInWhateverOrderTheyCome() {
        try (var topics = new Topicals()) {
            // When
            topics.send(withdrawn("192.0.2.51", 9003));
            topics.send(made("192.0.2.51", 9002));
            topics.send(made("192.0.2.51", 9002));
            topics.send(made("192.0.2.52", 9004));
        }

        // Then
        Browser.ALICE.pageWhen(
                "/rbl-cache?format=json&q=192.0.2.52", json -> json.contains("\"total\":1"));
        assertThat(Browser.ALICE.page("/rbl-cache?format=json&q=192.0.2.51"))
                .contains("\"total\":0");
    }

    @Test
    void anEmptyValueEndsAKey() {
        try (var topics = new Topicals()) {
            // Given
            var decision = made("192.0.2.53", 9005);
            topics.send(decision);
            Browser.ALICE.pageWhen(
                    "/rbl-cache?format=json&q=192.0.2.53", json -> json.contains("\"total\":1"));

            // When
            topics.send(Topics.DECISIONS.name(), decision.key(), null);

            // Then
            Browser.ALICE.pageWhen(
                    "/rbl-cache?format=json&q=192.0.2.53", json -> json.contains("\"total\":0"));
        }
    }

    @Test
    void whatCannotBeReadOrStoredGoesToDeadLettersAndStopsNothing() {
        // Given
        var data = new SampleData(NOW);
        for (int i = 0; i < 6_000; i++) {
            data.id();
        }
        var unstorable =
                Topics.MAIL_EVENTS.encode(
                        data.offence(Instant.MAX, "192.0.2.54", OffenceKind.RBL_LISTED));

        // When
        try (var topics = new Topicals()) {
            topics.send(Topics.MAIL_EVENTS.name(), "192.0.2.54", "not JSON".getBytes(UTF_8));
            topics.send(Topics.MAIL_EVENTS.name(), "192.0.2.54", "{}".getBytes(UTF_8));
            topics.send(
                    Topics.MAIL_EVENTS.name(),
                    "192.0.2.54",
                    "{\"type\":\"of-tomorrow\"}".getBytes(UTF_8));
            topics.send(Topics.MAIL_EVENTS.name(), "192.0.2.54", unstorable);
            topics.send(data.offence(NOW, "192.0.2.54", OffenceKind.RELAY_DENIED));
        }

        // Then
        Browser.ALICE.pageWhen(
                "/offenders?format=json&q=192.0.2.54", json -> json.contains("relay-denied"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(deadLetters())
                                        .anySatisfy(letter -> isLetter(letter, "not JSON"))
                                        .anySatisfy(letter -> isLetter(letter, "{}"))
                                        .anySatisfy(
                                                letter ->
                                                        isLetter(
                                                                letter,
                                                                new String(unstorable, UTF_8)))
                                        .noneMatch(
                                                letter ->
                                                        new String(letter.value(), UTF_8)
                                                                .contains("of-tomorrow")));
    }

    private static void isLetter(ConsumerRecord<byte[], byte[]> letter, String value) {
        assertThat(new String(letter.value(), UTF_8)).isEqualTo(value);
        assertThat(header(letter, Topics.DEAD_LETTER_TOPIC)).isEqualTo("mail-events");
        assertThat(header(letter, Topics.DEAD_LETTER_REASON)).isNotBlank();
        assertThat(header(letter, Topics.DEAD_LETTER_PARTITION)).matches("\\d+");
        assertThat(header(letter, Topics.DEAD_LETTER_OFFSET)).matches("\\d+");
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        var servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        var letters = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(Topics.MAIL_EVENTS.deadLetters()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
        }
        return letters;
    }

    private static Decision made(String client, long revision) {
        var parsed = Client.parse(client);
        return new Decision.Made(
                Measure.REJECT,
                parsed,
                List.of(parsed.network().address()),
                revision,
                NOW,
                NOW,
                NOW.plusSeconds(3600),
                false,
                "rbl-listed",
                "listed",
                null,
                null,
                "popauth",
                List.of(),
                null);
    }

    private static Decision withdrawn(String client, long revision) {
        return new Decision.Withdrawn(
                Measure.REJECT,
                Client.parse(client),
                revision,
                NOW,
                false,
                "login",
                "logged in",
                "popauth",
                List.of(),
                null);
    }
}
