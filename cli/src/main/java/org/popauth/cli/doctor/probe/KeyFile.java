package org.popauth.cli.doctor.probe;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// A file of keys or of trusted certificates, as Kafka's settings name it.
///
/// @param type `PEM`, `PKCS12`, `JKS`
/// @param password of the file, and of the key in it
record KeyFile(String file, String type, String password) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    /// Those who are trusted.
    KeyStore trusted() throws IOException, GeneralSecurityException {
        if (!type.equals("PEM")) {
            return read();
        }
        var store = empty();
        int number = 0;
        for (var each : certificates(text())) {
            store.setCertificateEntry("trusted-" + number++, each);
        }
        return store;
    }

    /// A key, and the certificates that go with it.
    KeyStore own() throws IOException, GeneralSecurityException {
        if (!type.equals("PEM")) {
            return read();
        }
        var text = text();
        var store = empty();
        store.setKeyEntry(
                "own",
                key(text),
                password.toCharArray(),
                certificates(text).toArray(Certificate[]::new));
        return store;
    }

    private KeyStore read() throws IOException, GeneralSecurityException {
        try (var _ = Files.newInputStream(Path.of(file))) {
            return KeyStore.getInstance(new File(file), password.toCharArray());
        }
    }

    private String text() throws IOException {
        return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(String text) throws GeneralSecurityException {
        var found = new ArrayList<Certificate>();
        for (var each : blocks(text, "CERTIFICATE")) {
            found.add(
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(each)));
        }
        return found;
    }

    private static PrivateKey key(String text) throws GeneralSecurityException {
        for (var each : blocks(text, "PRIVATE KEY")) {
            for (var algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(each));
                } catch (InvalidKeySpecException e) {
                    continue;
                }
            }
        }
        throw new InvalidKeySpecException("no key that is not encrypted");
    }

    private static List<byte[]> blocks(String text, String name) {
        return BLOCK.matcher(text)
                .results()
                .filter(it -> it.group(1).equals(name))
                .map(it -> Base64.getMimeDecoder().decode(it.group(2)))
                .toList();
    }
}
