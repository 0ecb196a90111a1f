package org.popauth.cli.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.cli.doctor.facts.Agent.Contact;
import org.popauth.testsupport.FreePort;
import org.popauth.testsupport.TestBroker;
import org.popauth.testsupport.exec.Certificates;

/// A real Kafka broker, and what is none.
class BrokersIT {

    private static final Brokers PLAIN = new Brokers(false, "", "JKS", "", false);

    @TempDir Path folder;

    @Test
    void aKafkaBrokerIsKnownByItsAnswer() {
        try (var broker = TestBroker.start()) {
            assertThat(PLAIN.ask(List.of(broker.bootstrapServers())))
                    .containsExactly(
                            new Contact(broker.bootstrapServers(), true, "a Kafka broker answers"));
        }
    }

    @Test
    void anotherServiceIsNoBroker() throws IOException {
        try (var web = Answering.onLoopback("HTTP/1.1 400 Bad Request\r\n\r\n");
                var tls = Answering.onLoopback("")) {
            assertThat(PLAIN.ask(List.of("127.0.0.1:" + web.port(), "127.0.0.1:" + tls.port())))
                    .allSatisfy(
                            it -> {
                                assertThat(it.ok()).isFalse();
                                assertThat(it.says())
                                        .contains("no Kafka broker, or one that wants");
                            });
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
    void byTlsTheCertificateOfTheBrokerIsTried() throws Exception {
        Certificates.authority(folder, "ca");
        Certificates.authority(folder, "other");
        Certificates.issue(folder, "ca", "broker", "IP:127.0.0.1");
        try (var server = tlsServer()) {
            var name = List.of("127.0.0.1:" + server.getLocalPort());

            var good = brokers("ca").ask(name).getFirst();
            var stranger = brokers("other").ask(name).getFirst();

            assertThat(good.says()).isEqualTo("answers by TLSv1.3, its certificate is good");
            assertThat(good.ok()).isTrue();
            assertThat(stranger.ok()).isFalse();
            assertThat(stranger.says()).contains("certification path");
        }
    }

    private Brokers brokers(String authority) {
        return new Brokers(true, folder.resolve(authority + ".pem").toString(), "PEM", "", false);
    }

    private SSLServerSocket tlsServer() throws Exception {
        var pem = Files.readString(folder.resolve("broker.pem"));
        var key =
                KeyFactory.getInstance("EC")
                        .generatePrivate(new PKCS8EncodedKeySpec(block(pem, "PRIVATE KEY")));
        var certificate =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(block(pem, "CERTIFICATE")));
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry("broker", key, new char[0], new Certificate[] {certificate});
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        Thread.ofVirtual().start(() -> serve(server));
        return server;
    }

    private static byte[] block(String pem, String name) {
        var after = pem.substring(pem.indexOf("-----BEGIN " + name + "-----") + 16 + name.length());
        return Base64.getMimeDecoder().decode(after.substring(0, after.indexOf("-----END")));
    }

    private static void serve(SSLServerSocket server) {
        while (!server.isClosed()) {
            try (var client = (SSLSocket) server.accept()) {
                client.startHandshake();
                client.getInputStream().read();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    continue;
                }
                return;
            }
        }
    }
}
