package org.popauth.decision.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.config.DecisionConfig;

/// The token of the API: the first line of a file, which may be replaced at any time.
@ApplicationScoped
class ApiToken {

    private static final String SCHEME = "Bearer ";
    private static final int BYTES_MAX = 4096;

    private final Optional<Path> file;

    ApiToken(DecisionConfig config) {
        file = config.api().tokenFile();
    }

    /// True when there is a token to show.
    boolean exists() throws IOException {
        return !expected().isEmpty();
    }

    /// True when an `Authorization` header shows the token; takes as long for any other.
    boolean isShownBy(@Nullable String header) throws IOException {
        var expected = expected().getBytes(StandardCharsets.UTF_8);
        return header != null
                && expected.length > 0
                && header.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
                        expected);
    }

    private String expected() throws IOException {
        if (file.isEmpty() || !Files.isReadable(file.get())) {
            return "";
        }
        try (var stream = Files.newInputStream(file.get())) {
            var text = new String(stream.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("").strip();
        }
    }
}
