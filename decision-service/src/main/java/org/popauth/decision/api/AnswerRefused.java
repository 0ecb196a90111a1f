package org.popauth.decision.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/// Turns a refused request into an answer.
@Provider
class AnswerRefused implements ExceptionMapper<Refused> {

    @Override
    public Response toResponse(Refused refused) {
        return refused.problem().response();
    }
}
