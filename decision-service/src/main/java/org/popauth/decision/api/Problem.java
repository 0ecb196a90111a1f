package org.popauth.decision.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Why a request was not answered (after RFC 9457).
///
/// @param status of HTTP
/// @param detail what is wrong, in a sentence
/// @param parameter which parameter is wrong, if one is
record Problem(int status, String detail, @Nullable String parameter) {

    Response response() {
        var response =
                Response.status(status)
                        .type("application/problem+json")
                        .entity(ApiJson.bytes(this));
        if (status == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"popauth\"");
        }
        return response.build();
    }
}
