package org.popauth.report.page;

import io.quarkus.logging.Log;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.popauth.report.broker.NotSent;
import org.popauth.report.store.StoreUnavailable;

/// Answers with a page when something is away or cannot be.
class Problems {

    private static final String HTML = "text/html;charset=UTF-8";
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final Pages pages;

    Problems(Pages pages) {
        this.pages = pages;
    }

    @ServerExceptionMapper
    Response refused(Refused e) {
        return answer(
                BAD_REQUEST,
                new ProblemPage(
                        pages.open("Not possible", "", null),
                        String.valueOf(e.getMessage()),
                        "Go back, change it, and send it again. Nothing was ordered."));
    }

    @ServerExceptionMapper
    Response storeIsAway(StoreUnavailable e) {
        Log.errorf("a page cannot be shown: %s", e.getMessage());
        return answer(
                UNAVAILABLE,
                new ProblemPage(
                        pages.open("Database away", "", null),
                        "The database of these pages does not answer.",
                        "It is tried again with every request; the log says why."));
    }

    @ServerExceptionMapper
    Response notSent(NotSent e) {
        Log.errorf("an order was not sent: %s", e.getMessage());
        return answer(
                UNAVAILABLE,
                new ProblemPage(
                        pages.open("Order not sent", "", null),
                        "The Kafka broker did not confirm the order, so it may not be carried out.",
                        "The audit keeps it. Look there before you order it again."));
    }

    private static Response answer(int status, TemplateInstance page) {
        return Response.status(status).type(HTML).entity(page.render()).build();
    }
}
