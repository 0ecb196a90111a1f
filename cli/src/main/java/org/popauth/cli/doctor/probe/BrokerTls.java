package org.popauth.cli.doctor.probe;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// TLS between the agent and its brokers, as the agent's settings say.
record BrokerTls(Map<String, String> settings) {

    /// True when the agent shows a certificate, which its settings name.
    boolean hasOwn() {
        return !own().file().isEmpty();
    }

    /// True when this user may read that.
    boolean mayReadOwn() {
        return Files.isReadable(Path.of(own().file()));
    }

    String nameOfOwn() {
        return own().file();
    }

    /// Shakes hands.
    ///
    /// @param showing the agent's own certificate
    SSLSocket connect(SocketChannel broker, Endpoint endpoint, boolean showing) throws IOException {
        var socket =
                (SSLSocket)
                        context(showing)
                                .getSocketFactory()
                                .createSocket(
                                        broker.socket(), endpoint.host(), endpoint.port(), true);
        if (!setting("endpoint.identification.algorithm", "https").isEmpty()) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    private SSLContext context(boolean showing) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(showing ? keys() : null, trust(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "cannot use " + trusted().file() + " or " + own().file() + ": " + e, e);
        }
    }

    private TrustManager @Nullable [] trust() throws IOException, GeneralSecurityException {
        if (trusted().file().isEmpty()) {
            return null;
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted().trusted());
        return managers.getTrustManagers();
    }

    private KeyManager[] keys() throws IOException, GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own().own(), setting("key.password", own().password()).toCharArray());
        return managers.getKeyManagers();
    }

    private KeyFile trusted() {
        return file("truststore.");
    }

    private KeyFile own() {
        return file("keystore.");
    }

    private KeyFile file(String store) {
        return new KeyFile(
                setting(store + "location", ""),
                setting(store + "type", "JKS"),
                setting(store + "password", ""));
    }

    private String setting(String name, String byDefault) {
        return settings.getOrDefault("kafka.ssl." + name, byDefault);
    }
}
