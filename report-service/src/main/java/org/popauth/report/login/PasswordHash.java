package org.popauth.report.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.apache.commons.codec.digest.Md5Crypt;

/// The hash of a password, as htpasswd writes it.
sealed interface PasswordHash {

    /// The longest password that is looked at.
    int PASSWORD_CHARS_MAX = 256;

    /// bcrypt's costs above this take seconds per log-in.
    int BCRYPT_COST_MAX = 14;

    /// True when this is the hash of the password. The time it takes does not depend on where they
    /// differ.
    boolean matches(String password);

    /// `$2y$…`, and `$2a$` and `$2b$` of other tools: htpasswd -B.
    record Bcrypt(String text) implements PasswordHash {

        @Override
        public boolean matches(String password) {
            var bytes = password.getBytes(UTF_8);
            // bcrypt knows 72 bytes; so does htpasswd, which cuts what is longer.
            var known = bytes.length <= 72 ? bytes : Arrays.copyOf(bytes, 72);
            return BCrypt.verifyer().verify(known, text.getBytes(UTF_8)).verified;
        }
    }

    /// `$apr1$…`: htpasswd -m, Apache's default.
    record Apr1(String text) implements PasswordHash {

        @Override
        public boolean matches(String password) {
            return sameText(Md5Crypt.apr1Crypt(password.getBytes(UTF_8), text), text);
        }
    }

    /// `{SHA}…`: htpasswd -s, without salt.
    record Sha1(String text) implements PasswordHash {

        @Override
        public boolean matches(String password) {
            try {
                var digest = MessageDigest.getInstance("SHA-1").digest(password.getBytes(UTF_8));
                return sameText("{SHA}" + Base64.getEncoder().encodeToString(digest), text);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-1", e);
            }
        }
    }

    private static boolean sameText(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    /// Reads the second field of a line.
    ///
    /// @throws IllegalArgumentException when it is a kind of hash that is not accepted; the message
    ///   says which and what to do, and never repeats it
    static PasswordHash parse(String text) {
        if (text.matches("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}")) {
            if (Integer.parseInt(text, 4, 6, 10) > BCRYPT_COST_MAX) {
                throw new IllegalArgumentException(
                        "a bcrypt cost above " + BCRYPT_COST_MAX + " takes too long per log-in");
            }
            return new Bcrypt(text);
        }
        if (text.matches("\\$apr1\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}")) {
            return new Apr1(text);
        }
        if (text.matches("\\{SHA}[A-Za-z0-9+/]{27}=")) {
            return new Sha1(text);
        }
        throw new IllegalArgumentException(
                "neither bcrypt nor apr1 nor {SHA}; plain text and crypt are not accepted, make it"
                        + " with: htpasswd -B FILE USER");
    }
}
