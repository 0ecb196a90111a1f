package org.popauth.cli.doctor.probe;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.popauth.cli.doctor.facts.Agent.BrokerClock;
import org.popauth.cli.doctor.facts.Agent.Contact;
import org.popauth.cli.doctor.facts.Seen;

/// Asks brokers for what they can do and for their clock, as the agent would: by its protocol and
/// with its certificate.
///
/// @param settings of the agent
/// @param here what time it is on this host
record Brokers(Map<String, String> settings, InstantSource here) {

    private static final String TLS = "SSL";

    /// @param brokers `host:port`
    List<Contact> ask(List<String> brokers) {
        return brokers.stream().map(it -> Endpoint.contact(it, this::greet)).toList();
    }

    /// By the first that tells.
    Seen<BrokerClock> clock(List<String> brokers) {
        if (!protocol().equals(TLS) && !protocol().equals("PLAINTEXT")) {
            return Seen.unread("by " + protocol() + " no broker was asked for its clock");
        }
        if (brokers.isEmpty()) {
            return Seen.missing("no broker is named");
        }
        Seen<BrokerClock> seen = Seen.unread("no broker was asked");
        for (var each : brokers) {
            seen = clock(each);
            if (seen.value().isPresent()) {
                return seen;
            }
        }
        return seen;
    }

    private Seen<BrokerClock> clock(String broker) {
        try {
            return Seen.found(Endpoint.of(broker).within(this::compare));
        } catch (IOException | IllegalArgumentException e) {
            return Seen.unread("clock of the broker " + broker + ": " + e.getMessage());
        }
    }

    private String protocol() {
        return settings.getOrDefault("kafka.security.protocol", "PLAINTEXT");
    }

    private String greet(SocketChannel broker, Endpoint endpoint) throws IOException {
        if (!protocol().endsWith(TLS)) {
            plain(broker).versions();
            return "a Kafka broker answers";
        }
        var tls = new BrokerTls(settings);
        boolean showing = tls.hasOwn() && tls.mayReadOwn();
        try (var socket = tls.connect(broker, endpoint, showing)) {
            var good = "answers by " + socket.getSession().getProtocol();
            if (showing) {
                greet(socket, tls.nameOfOwn());
                return good + ", the certificates of both are good";
            }
            good += ", its certificate is good";
            return tls.hasOwn()
                    ? good + "; the agent's was not tried: may not read " + tls.nameOfOwn()
                    : good;
        }
    }

    /// By TLS 1.3 a broker says only after the handshake that it does not believe a certificate,
    /// and what it says is lost when it hangs up at once.
    private static void greet(SSLSocket broker, String own) throws IOException {
        try {
            new KafkaTalk(broker.getInputStream(), broker.getOutputStream()).versions();
        } catch (SSLException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage() + "; it may not believe the agent's certificate, " + own, e);
        }
    }

    private BrokerClock compare(SocketChannel broker, Endpoint endpoint) throws IOException {
        if (protocol().equals("PLAINTEXT")) {
            return compare(plain(broker));
        }
        var tls = new BrokerTls(settings);
        try (var socket = tls.connect(broker, endpoint, tls.hasOwn())) {
            return compare(new KafkaTalk(socket.getInputStream(), socket.getOutputStream()));
        }
    }

    /// The first answer of a broker takes longest, so the second counts.
    private BrokerClock compare(KafkaTalk talk) throws IOException {
        talk.clock();
        var before = here.instant();
        var there = Instant.ofEpochMilli(talk.clock());
        var took = Duration.between(before, here.instant());
        var middle = before.plus(took.dividedBy(2));
        return new BrokerClock(Duration.between(there, middle), took.dividedBy(2).plusMillis(1));
    }

    private static KafkaTalk plain(SocketChannel broker) {
        return new KafkaTalk(Channels.newInputStream(broker), Channels.newOutputStream(broker));
    }
}
