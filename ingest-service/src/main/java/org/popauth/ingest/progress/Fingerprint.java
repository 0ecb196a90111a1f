package org.popauth.ingest.progress;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// What a file begins with, to know it again under another name or inode number.
///
/// @param length how many bytes are covered, at most [#BYTES_MAX]; 0 for a file that was empty
/// @param sha256 of those bytes, in hexadecimal
public record Fingerprint(int length, String sha256) {

    /// The most bytes that are looked at. Log lines begin with their time, so this is plenty.
    public static final int BYTES_MAX = 256;

    /// The fingerprint of these first bytes of a file.
    public static Fingerprint of(byte[] head) {
        int length = Math.min(head.length, BYTES_MAX);
        return new Fingerprint(length, hash(head, length));
    }

    /// True when a file with these first bytes may be the one: it begins with the same bytes.
    public boolean matches(byte[] head) {
        return head.length >= length && hash(head, length).equals(sha256);
    }

    /// True when the file was empty, so that every file matches.
    public boolean coversNothing() {
        return length == 0;
    }

    private static String hash(byte[] head, int length) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Arrays.copyOf(head, length)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
