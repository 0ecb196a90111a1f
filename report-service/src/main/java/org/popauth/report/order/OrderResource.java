package org.popauth.report.order;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.popauth.events.OperatorOrder;
import org.popauth.report.ReportClock;
import org.popauth.report.login.Roles;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.ReportPage;

/// Takes orders from forms, and leads back to the page that they stood on.
@Path("/orders")
@ReportPage
@RolesAllowed(Roles.OPERATOR)
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class OrderResource {

    private final Orders orders;
    private final SecurityIdentity identity;
    private final ReportClock clock;

    OrderResource(Orders orders, SecurityIdentity identity, ReportClock clock) {
        this.orders = orders;
        this.identity = identity;
        this.clock = clock;
    }

    @POST
    @Path("/ban")
    public Response ban(@BeanParam OrderForm form) {
        return give(form.ban(clock.now(), by()), form, "ban");
    }

    @POST
    @Path("/lift")
    public Response lift(@BeanParam OrderForm form) {
        return give(form.lift(clock.now(), by()), form, "lift");
    }

    @POST
    @Path("/allow")
    public Response allow(@BeanParam OrderForm form) {
        return give(form.allow(clock.now(), by()), form, "allow");
    }

    @POST
    @Path("/disallow")
    public Response disallow(@BeanParam OrderForm form) {
        return give(form.disallow(clock.now(), by()), form, "disallow");
    }

    private String by() {
        return identity.getPrincipal().getName();
    }

    private Response give(OperatorOrder order, OrderForm form, String done) {
        orders.give(order);
        return Response.seeOther(URI.create(backTo(form, order) + "done=" + done)).build();
    }

    /// Only to own pages, whatever the form says.
    private static String backTo(OrderForm form, OperatorOrder order) {
        return switch (form.back() == null ? "" : form.back()) {
            case "rbl-cache" -> "/rbl-cache?";
            case "null-routes" -> "/null-routes?";
            case "audit" -> "/audit?";
            default -> "/clients?client=" + ListQuery.encoded(order.key()) + "&";
        };
    }
}
