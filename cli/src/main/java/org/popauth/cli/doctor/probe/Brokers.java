package org.popauth.cli.doctor.probe;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.popauth.cli.doctor.facts.Agent.Contact;

/// Asks brokers for what they can do (Kafka's ApiVersions request), which they answer to anybody
/// before he says who he is. By TLS the broker's certificate is tried, and no more: what comes then
/// needs the agent's own key.
///
/// @param trust the file of certificates that the agent trusts; empty for the JVM's own
/// @param trustType `PEM`, `PKCS12`, `JKS`
/// @param password of that file
/// @param anyName true when a certificate may be of another host
record Brokers(boolean tls, String trust, String trustType, String password, boolean anyName) {

    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 20_060_401;
    private static final int ANSWER_BYTES_MAX = 1_000_000;

    List<Contact> ask(List<String> brokers) {
        return brokers.stream()
                .map(it -> Endpoint.contact(it, tls ? this::hello : Brokers::versions))
                .toList();
    }

    private static String versions(SocketChannel broker, Endpoint endpoint) throws IOException {
        var request = new ByteArrayOutputStream();
        var data = new DataOutputStream(request);
        data.writeShort(API_VERSIONS);
        data.writeShort(0);
        data.writeInt(CORRELATION);
        data.writeShort("popauth".length());
        data.write("popauth".getBytes(StandardCharsets.US_ASCII));
        var framed = new DataOutputStream(Channels.newOutputStream(broker));
        framed.writeInt(request.size());
        framed.write(request.toByteArray());
        framed.flush();
        var answer = new DataInputStream(Channels.newInputStream(broker));
        try {
            int bytes = answer.readInt();
            if (bytes >= 6 && bytes <= ANSWER_BYTES_MAX && answer.readInt() == CORRELATION) {
                return "a Kafka broker answers";
            }
        } catch (EOFException e) {
            throw new IOException("it hangs up: no Kafka broker, or one that wants TLS", e);
        }
        throw new IOException("what answers is no Kafka broker, or one that wants TLS");
    }

    private String hello(SocketChannel broker, Endpoint endpoint) throws IOException {
        try (var socket =
                (SSLSocket)
                        context()
                                .getSocketFactory()
                                .createSocket(
                                        broker.socket(), endpoint.host(), endpoint.port(), true)) {
            if (!anyName) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return "answers by " + socket.getSession().getProtocol() + ", its certificate is good";
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use " + trust + ": " + e.getMessage(), e);
        }
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        if (trust.isEmpty()) {
            context.init(null, null, null);
            return context;
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted());
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private KeyStore trusted() throws IOException, GeneralSecurityException {
        if (!trustType.equals("PEM")) {
            return KeyStore.getInstance(new File(trust), password.toCharArray());
        }
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(Path.of(trust))) {
            int number = 0;
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + number++, each);
            }
        }
        return store;
    }
}
