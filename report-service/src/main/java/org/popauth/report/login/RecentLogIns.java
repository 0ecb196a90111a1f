package org.popauth.report.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Remembers for a while which passwords were right, as keyed digests, because a browser sends them
/// with every request and a good hash takes its time. Forgets all when the users change.
final class RecentLogIns {

    static final Duration REMEMBERED = Duration.ofMinutes(5);
    static final int ENTRIES_MAX = 1_000;

    private final SecretKeySpec key;
    private final Map<String, Instant> until =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > ENTRIES_MAX;
                }
            };
    private Htpasswd of = Htpasswd.EMPTY;

    RecentLogIns(SecureRandom random) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    synchronized boolean knows(Htpasswd users, String user, String password, Instant now) {
        forgetWhenChanged(users);
        var end = until.get(digest(user, password));
        return end != null && now.isBefore(end);
    }

    synchronized void remember(Htpasswd users, String user, String password, Instant now) {
        forgetWhenChanged(users);
        until.put(digest(user, password), now.plus(REMEMBERED));
    }

    private void forgetWhenChanged(Htpasswd users) {
        if (!users.equals(of)) {
            until.clear();
            of = users;
        }
    }

    private String digest(String user, String password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(user.getBytes(UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
