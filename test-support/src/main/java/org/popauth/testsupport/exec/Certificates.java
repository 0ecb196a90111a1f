package org.popauth.testsupport.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Certificates for tests, made by openssl, good for a day: `NAME.pem` holds key and certificate;
/// of an authority the certificate alone, with its key in `NAME.key`.
public final class Certificates {

    private Certificates() {}

    /// Makes an authority.
    public static void authority(Path folder, String name) throws Exception {
        openssl(
                folder,
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -keyout "
                        + name
                        + ".key -out "
                        + name
                        + ".pem -subj /CN="
                        + name);
    }

    /// Makes a certificate of an authority.
    ///
    /// @param subjectAltName as openssl takes it, e.g. `DNS:mx1.example`
    public static void issue(Path folder, String authority, String name, String subjectAltName)
            throws Exception {
        openssl(
                folder,
                "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "
                        + name
                        + ".key -out "
                        + name
                        + ".csr -subj /CN="
                        + name);
        Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=" + subjectAltName);
        openssl(
                folder,
                String.format(
                        "x509 -req -days 1 -in %1$s.csr -CA %2$s.pem -CAkey %2$s.key"
                                + " -CAcreateserial -extfile %1$s.ext -out %1$s.crt",
                        name, authority));
        Files.writeString(
                folder.resolve(name + ".pem"),
                Files.readString(folder.resolve(name + ".key"))
                        + Files.readString(folder.resolve(name + ".crt")));
    }

    private static void openssl(Path folder, String words)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words.split(" ")));
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("openssl.out").toFile())
                        .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + ": " + Files.readString(folder.resolve("openssl.out")));
        }
    }
}
