package org.popauth.decision.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;

/// Lets those in who show the token.
@Provider
@TokenRequired
class CheckToken implements ContainerRequestFilter {

    private static final Problem CLOSED =
            new Problem(
                    403,
                    "the API is closed: name a file with a token in decision.api.token-file",
                    HttpHeaders.AUTHORIZATION);
    private static final Problem NOT_SHOWN =
            new Problem(
                    401,
                    "show the API token: Authorization: Bearer <token>",
                    HttpHeaders.AUTHORIZATION);

    private final ApiToken token;

    CheckToken(ApiToken token) {
        this.token = token;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        if (!token.exists()) {
            request.abortWith(CLOSED.response());
        } else if (!token.isShownBy(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            request.abortWith(NOT_SHOWN.response());
        }
    }
}
