package org.popauth.ingest.listener;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;
import org.popauth.ingest.network.TlsFiles;

/// The content of the certificate files at one time.
///
/// @param certificate of the server, in PEM
/// @param key of the server, in PEM
/// @param clientCa who issues the certificates of clients, in PEM
record Certificates(byte[] certificate, byte[] key, byte[] clientCa) {

    private static final int HANDSHAKE_SECONDS_MAX = 10;

    static Certificates read(TlsFiles files) throws IOException {
        return new Certificates(
                read(files.certificate()), read(files.key()), read(files.clientCa()));
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e, e);
        }
    }

    boolean isSameAs(Certificates other) {
        return Arrays.equals(certificate, other.certificate)
                && Arrays.equals(key, other.key)
                && Arrays.equals(clientCa, other.clientCa);
    }

    /// The same for the server.
    ///
    /// @param names of clients that are believed; empty for all
    /// @throws IOException when they cannot work
    SSLOptions options(Set<String> names, Vertx vertx) throws IOException {
        var own =
                new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(certificate))
                        .addKeyValue(Buffer.buffer(key));
        check(own, vertx);
        return new SSLOptions()
                .setKeyCertOptions(own)
                .setTrustOptions(TrustOptions.wrap(new ClientTrust(trust(), names)))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS_MAX)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
    }

    /// Signs something with the key and looks whether the certificate agrees; files that are
    /// replaced one after the other do not fit for a moment.
    private static void check(PemKeyCertOptions own, Vertx vertx) throws IOException {
        try {
            var manager = keyManager(own, vertx);
            var alias = alias(manager);
            var key = manager.getPrivateKey(alias);
            var leaf = manager.getCertificateChain(alias)[0];
            var signing = signature(key);
            signing.initSign(key);
            signing.update(leaf.getEncoded());
            var signed = signing.sign();
            var verifying = signature(key);
            verifying.initVerify(leaf);
            verifying.update(leaf.getEncoded());
            if (!verifying.verify(signed)) {
                throw new IOException("the key is not that of the certificate");
            }
        } catch (InvalidKeyException e) {
            throw new IOException("the key is not that of the certificate", e);
        } catch (GeneralSecurityException e) {
            throw new IOException("certificate and key cannot be used: " + e.getMessage(), e);
        }
    }

    private static X509KeyManager keyManager(PemKeyCertOptions own, Vertx vertx)
            throws IOException {
        try {
            for (var manager : own.getKeyManagerFactory(vertx).getKeyManagers()) {
                if (manager instanceof X509KeyManager found) {
                    return found;
                }
            }
        } catch (Exception e) { // whatever Vert.x says of a file that it cannot use
            throw new IOException("no certificate and key in PEM format: " + e.getMessage(), e);
        }
        throw new IOException("this JDK has no keys of X.509");
    }

    private static String alias(X509KeyManager manager) throws GeneralSecurityException {
        for (var algorithm : List.of("EC", "RSA", "EdDSA")) {
            var found = manager.getServerAliases(algorithm, null);
            if (found != null && found.length > 0) {
                return found[0];
            }
        }
        throw new GeneralSecurityException("the key must be RSA, EC or EdDSA");
    }

    private static Signature signature(PrivateKey key) throws GeneralSecurityException {
        return Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
    }

    private X509ExtendedTrustManager trust() throws IOException {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var authority : authorities()) {
                store.setCertificateEntry("client-ca-" + number++, authority);
            }
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager trust) {
                    return trust;
                }
            }
            throw new IOException("this JDK cannot check certificates");
        } catch (GeneralSecurityException e) {
            throw new IOException("client-ca holds no certificates in PEM format: " + e, e);
        }
    }

    private List<java.security.cert.Certificate> authorities() throws CertificateException {
        var found =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(clientCa));
        if (found.isEmpty()) {
            throw new CertificateException("the file is empty");
        }
        return new ArrayList<>(found);
    }
}
