package org.popauth.standalone.data;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.popauth.standalone.fault.StartFailure;

/// The passwords of an instance: made at its first start, each in a file of its own that only its
/// owner may read, and never changed again.
public final class Secrets {

    private static final String ALPHABET =
            "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int BCRYPT_COST = 10;
    private static final String ADMIN = "admin";

    private final DataDirectory directory;
    private final SecureRandom random = new SecureRandom();

    private Secrets(DataDirectory directory) {
        this.directory = directory;
    }

    /// Creates those that are missing.
    public static Secrets of(DataDirectory directory) {
        var secrets = new Secrets(directory);
        try {
            secrets.createMissing();
            return secrets;
        } catch (IOException e) {
            throw new StartFailure(
                    "cannot write the passwords into " + directory.root() + ": " + e.getMessage(),
                    e);
        }
    }

    private void createMissing() throws IOException {
        if (!Files.exists(passwords())) {
            var password = Files.exists(adminPassword()) ? read(adminPassword()) : word(20);
            OwnerOnly.write(adminPassword(), password + "\n");
            var hash =
                    BCrypt.with(BCrypt.Version.VERSION_2Y)
                            .hashToString(BCRYPT_COST, password.toCharArray());
            OwnerOnly.write(passwords(), ADMIN + ":" + hash + "\n");
        }
        if (!Files.exists(apiToken())) {
            OwnerOnly.write(apiToken(), word(40) + "\n");
        }
        if (!Files.exists(databasePassword())) {
            OwnerOnly.write(databasePassword(), word(40) + "\n");
        }
    }

    private String word(int length) {
        var word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    /// The file with the password of the user `admin`, in clear.
    public Path adminPassword() {
        return directory.resolve("admin-password");
    }

    /// The file of users and their hashed passwords, as htpasswd writes it.
    public Path passwords() {
        return directory.resolve("passwords");
    }

    /// The file with the token that the API asks for.
    public Path apiToken() {
        return directory.resolve("api-token");
    }

    /// The file with the password of the database.
    public Path databasePassword() {
        return directory.resolve("postgres-password");
    }

    /// The password of the database.
    public String readDatabasePassword() {
        return readOrFail(databasePassword());
    }

    /// The token that the API asks for.
    public String readApiToken() {
        return readOrFail(apiToken());
    }

    private static String readOrFail(Path file) {
        try {
            return read(file);
        } catch (IOException e) {
            throw new StartFailure("cannot read " + file, e);
        }
    }
}
