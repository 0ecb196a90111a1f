package org.popauth.decision.api;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.config.ConfiguredPolicy;
import org.popauth.decision.config.DecisionClock;
import org.popauth.decision.store.AllowList;
import org.popauth.decision.store.CurrentDecisions;
import org.popauth.decision.store.CurrentDecisions.Wanted;
import org.popauth.decision.store.HandledOrders;
import org.popauth.decision.store.History;
import org.popauth.decision.store.Schema;

/// What stands, why, and orders, for the command line and for scripts.
@Path("/decision/v1")
@TokenRequired
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "decision", description = "What stands for clients, why, and orders")
@SecurityScheme(
        securitySchemeName = "decision-token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer")
@SecurityRequirement(name = "decision-token")
class DecisionApi {

    private final Schema schema;
    private final DecisionClock clock;
    private final CurrentDecisions current;
    private final History history;
    private final ExplainClient explain;
    private final ConfiguredPolicy policy;
    private final AllowList allowList;
    private final HandledOrders orders;
    private final SendOrder sendOrder;

    DecisionApi(
            Schema schema,
            DecisionClock clock,
            CurrentDecisions current,
            History history,
            ExplainClient explain,
            ConfiguredPolicy policy,
            AllowList allowList,
            HandledOrders orders,
            SendOrder sendOrder) {
        this.schema = schema;
        this.clock = clock;
        this.current = current;
        this.history = history;
        this.explain = explain;
        this.policy = policy;
        this.allowList = allowList;
        this.orders = orders;
        this.sendOrder = sendOrder;
    }

    @GET
    @Path("/standing")
    @Operation(summary = "The measures that stand now, newest first")
    public Response standing(
            @QueryParam("measure") @Nullable String measure,
            @QueryParam("rule") @Nullable String rule,
            @QueryParam("client") @Nullable String client,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("offset") @Nullable String offset) {
        var slice = Parameters.slice(limit, offset);
        var wantedMeasure = Parameters.measure(measure);
        var wantedRule = rule == null || rule.isEmpty() ? null : rule;
        var wantedClient = client == null || client.isEmpty() ? null : Parameters.client(client);
        return answer(
                () -> {
                    var keys =
                            wantedClient == null
                                    ? null
                                    : current.keysOverlapping(wantedClient.network());
                    var wanted = new Wanted(wantedMeasure, wantedRule, keys);
                    return current.standing(wanted, clock.now(), slice);
                });
    }

    @GET
    @Path("/client")
    @Operation(summary = "All that is known of one client, and why")
    public Response client(@QueryParam("client") @Nullable String client) {
        var asked = Parameters.client(client);
        return answer(() -> explain.explain(asked));
    }

    @GET
    @Path("/decisions")
    @Operation(summary = "The decisions since an instant, oldest first")
    public Response decisions(
            @QueryParam("since") @Nullable String since,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("offset") @Nullable String offset) {
        var from = Parameters.since(since);
        var slice = Parameters.slice(limit, offset);
        return answer(() -> history.since(from, slice));
    }

    @GET
    @Path("/rules")
    @Operation(summary = "The rules, as configured")
    public Response rules() {
        return Response.ok(ApiJson.bytes(Items.of(policy.policy().settings().rules()))).build();
    }

    @GET
    @Path("/allow-list")
    @Operation(summary = "Networks that operators allowed")
    public Response allowList() {
        return answer(() -> Items.of(allowList.entries()));
    }

    @GET
    @Path("/orders")
    @Operation(summary = "Orders and what came of them, newest first")
    public Response orders(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("offset") @Nullable String offset) {
        var slice = Parameters.slice(limit, offset);
        return answer(() -> orders.newest(slice));
    }

    @POST
    @Path("/orders")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Publishes an order: ban, lift, allow or disallow")
    public Response order(byte[] body) {
        var order = sendOrder.send(ApiJson.object(body));
        return Response.accepted(ApiJson.bytes(order)).build();
    }

    private Response answer(Supplier<Object> question) {
        if (!schema.isReady()) {
            throw new Refused(503, "", "the service waits for its database");
        }
        try {
            var found = QuarkusTransaction.requiringNew().call(question::get);
            return Response.ok(ApiJson.bytes(found)).build();
        } catch (PersistenceException e) {
            var refused = new Refused(503, "", "the database does not answer; try again");
            refused.initCause(e);
            throw refused;
        }
    }
}
