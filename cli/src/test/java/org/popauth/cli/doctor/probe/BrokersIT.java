package org.popauth.cli.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.cli.doctor.facts.Agent.BrokerClock;
import org.popauth.cli.doctor.facts.Agent.Contact;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.testsupport.FreePort;
import org.popauth.testsupport.TestBroker;
import org.popauth.testsupport.exec.Certificates;

/// A real Kafka broker, and what is none.
class BrokersIT {

    private static final InstantSource HERE = InstantSource.system();
    private static final Brokers PLAIN = new Brokers(Map.of(), HERE);
    private static final Duration SLACK = Duration.ofSeconds(2);

    @TempDir static Path folder;
    private static TestBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start();
        Certificates.authority(folder, "ca");
        Certificates.authority(folder, "other");
        Certificates.issue(folder, "ca", "broker", "IP:127.0.0.1");
        Certificates.issue(folder, "ca", "mx1", "DNS:mx1.example");
        Certificates.issue(folder, "other", "stranger", "DNS:mx1.example");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void aKafkaBrokerIsKnownByItsAnswer() {
        assertThat(PLAIN.ask(List.of(broker.bootstrapServers())))
                .containsExactly(
                        new Contact(broker.bootstrapServers(), true, "a Kafka broker answers"));
    }

    @Test
    void anotherServiceIsNoBroker() throws IOException {
        try (var web = Answering.onLoopback("HTTP/1.1 400 Bad Request\r\n\r\n");
                var tls = Answering.onLoopback("")) {
            var names = List.of("127.0.0.1:" + web.port(), "127.0.0.1:" + tls.port());

            assertThat(PLAIN.ask(names))
                    .allSatisfy(
                            it -> {
                                assertThat(it.ok()).isFalse();
                                assertThat(it.says())
                                        .contains("no Kafka broker, or one that wants");
                            });
            assertThat(PLAIN.clock(names)).isInstanceOf(Seen.Unread.class);
        }
    }

    @Test
    void nobodyAndAnUnknownNameAreTold() throws IOException {
        var contacts = PLAIN.ask(List.of("127.0.0.1:" + FreePort.next(), "broker.invalid:9092"));

        assertThat(contacts).extracting(Contact::ok).containsExactly(false, false);
        assertThat(contacts.get(0).says()).contains("Connection refused");
        assertThat(contacts.get(1).says()).contains("broker.invalid is not known here");
    }

    @Test
    void theClockOfTheBrokerIsComparedWithThisHosts() throws IOException {
        var names = List.of("127.0.0.1:" + FreePort.next(), broker.bootstrapServers());
        var late = InstantSource.offset(HERE, Duration.ofSeconds(-90));

        var same = found(PLAIN.clock(names));
        var behind = found(new Brokers(Map.of(), late).clock(names));

        assertThat(same.ahead().abs()).isLessThanOrEqualTo(same.within());
        assertThat(same.within()).isLessThan(SLACK);
        assertThat(behind.ahead().plusSeconds(90).abs()).isLessThanOrEqualTo(behind.within());
    }

    private static BrokerClock found(Seen<BrokerClock> clock) {
        assertThat(clock).isInstanceOf(Seen.Found.class);
        return clock.value().orElseThrow();
    }

    @Test
    void wherePasswordsAreAskedForTheClockIsNot() {
        var sasl = new Brokers(Map.of("kafka.security.protocol", "SASL_SSL"), HERE);

        assertThat(sasl.clock(List.of(broker.bootstrapServers())))
                .isEqualTo(Seen.unread("by SASL_SSL no broker was asked for its clock"));
        assertThat(PLAIN.clock(List.of())).isEqualTo(Seen.missing("no broker is named"));
    }

    @Test
    void byTlsTheCertificatesOfBothAreTried() throws Exception {
        try (var door = TlsDoor.to(broker, folder, "broker", "ca")) {
            var name = List.of("127.0.0.1:" + door.port());

            assertThat(tls("ca", "mx1").ask(name))
                    .containsExactly(
                            new Contact(
                                    name.getFirst(),
                                    true,
                                    "answers by TLSv1.3, the certificates of both are good"));
            assertThat(found(tls("ca", "mx1").clock(name)).ahead().abs()).isLessThan(SLACK);
        }
    }

    @Test
    void whoeverTheBrokerDoesNotBelieveIsTold() throws Exception {
        try (var door = TlsDoor.to(broker, folder, "broker", "ca")) {
            var name = List.of("127.0.0.1:" + door.port());

            var stranger = tls("ca", "stranger").ask(name).getFirst();
            var misled = tls("other", "mx1").ask(name).getFirst();

            assertThat(stranger.ok()).isFalse();
            assertThat(stranger.says()).containsAnyOf("alert", "may not believe");
            assertThat(misled.ok()).isFalse();
            assertThat(misled.says()).contains("certification path");
        }
    }

    @Test
    void whoeverHangsUpAfterTheHandshakeMayNotBelieveTheCertificate() throws Exception {
        try (var behind = Answering.onLoopback("");
                var door = TlsDoor.to(behind.port(), folder, "broker", "ca")) {
            var contact = tls("ca", "mx1").ask(List.of("127.0.0.1:" + door.port())).getFirst();

            assertThat(contact.ok()).isFalse();
            assertThat(contact.says())
                    .contains(
                            "it may not believe the agent's certificate, "
                                    + folder.resolve("mx1.pem"));
        }
    }

    @Test
    void aKeyThatMayNotBeReadIsNotTried() throws Exception {
        try (var door = TlsDoor.to(broker, folder, "broker", "ca")) {
            var name = List.of("127.0.0.1:" + door.port());

            var contact = tls("ca", "nobody").ask(name).getFirst();

            assertThat(contact.says())
                    .isEqualTo(
                            "answers by TLSv1.3, its certificate is good; the agent's was not"
                                    + " tried: may not read "
                                    + folder.resolve("nobody.pem"));
        }
    }

    private static Brokers tls(String authority, String own) {
        var settings = new HashMap<String, String>();
        settings.put("kafka.security.protocol", "SSL");
        settings.put("kafka.ssl.truststore.type", "PEM");
        settings.put(
                "kafka.ssl.truststore.location", folder.resolve(authority + ".pem").toString());
        settings.put("kafka.ssl.keystore.type", "PEM");
        settings.put("kafka.ssl.keystore.location", folder.resolve(own + ".pem").toString());
        return new Brokers(settings, HERE);
    }
}
