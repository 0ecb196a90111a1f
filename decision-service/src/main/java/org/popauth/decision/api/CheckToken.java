package org.popauth.decision.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.popauth.decision.config.DecisionConfig;

/// Lets those in who show the token of the file; the file may be replaced at any time.
@Provider
@TokenRequired
class CheckToken implements ContainerRequestFilter {

    private static final String SCHEME = "Bearer ";
    private static final int TOKEN_BYTES_MAX = 4096;

    private final Optional<Path> file;

    CheckToken(DecisionConfig config) {
        file = config.api().tokenFile();
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        var expected = expected();
        if (expected.isEmpty()) {
            request.abortWith(
                    new Problem(
                                    403,
                                    "the API is closed: name a file with a token in"
                                            + " decision.api.token-file",
                                    "Authorization")
                            .response());
        } else if (!isRight(request.getHeaderString(HttpHeaders.AUTHORIZATION), expected)) {
            request.abortWith(
                    new Problem(
                                    401,
                                    "show the API token: Authorization: Bearer <token>",
                                    "Authorization")
                            .response());
        }
    }

    private String expected() throws IOException {
        if (file.isEmpty() || !Files.isReadable(file.get())) {
            return "";
        }
        try (var stream = Files.newInputStream(file.get())) {
            var text = new String(stream.readNBytes(TOKEN_BYTES_MAX), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("").strip();
        }
    }

    private static boolean isRight(
            @org.jspecify.annotations.Nullable String header, String expected) {
        return header != null
                && header.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
                        expected.getBytes(StandardCharsets.UTF_8));
    }
}
