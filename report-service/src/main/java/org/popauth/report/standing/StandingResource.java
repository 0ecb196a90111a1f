package org.popauth.report.standing;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Measure;
import org.popauth.report.login.Roles;
import org.popauth.report.page.Column;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Pages;
import org.popauth.report.page.ReportPage;

/// The RBL cache (what REJECT stands for) and the null routes (what DROP stands for).
@Path("/")
@ReportPage
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
public class StandingResource {

    private static final List<Column> COLUMNS =
            List.of(
                    Column.descending("Since (UTC)", "since", "from_at"),
                    Column.ascending("Client", "client", "net"),
                    Column.ascending("Until (UTC)", "until", "until_at"),
                    Column.ascending("Rule", "rule", "rule"),
                    Column.of("Why"),
                    Column.ascending("By", "by", "by_name"),
                    Column.of("Change"));

    private final Standings standings;
    private final Lists lists;
    private final Pages pages;

    StandingResource(Standings standings, Lists lists, Pages pages) {
        this.standings = standings;
        this.lists = lists;
        this.pages = pages;
    }

    @GET
    @Path("/rbl-cache")
    public Response rblCache(@Context UriInfo uri, @QueryParam("done") @Nullable String done) {
        var query = ListQuery.of(uri, COLUMNS, Standings.SIMULATED);
        return lists.answer(
                query,
                standings.of(Measure.REJECT, COLUMNS, query),
                slice ->
                        new StandingPage(
                                pages.open("RBL cache", "/rbl-cache", done),
                                lists.listing("Clients that are rejected", COLUMNS, query, slice),
                                slice.rows(),
                                "Postfix refuses these clients by itself, without asking an RBL.",
                                "Delete",
                                "rbl-cache"));
    }

    @GET
    @Path("/null-routes")
    public Response nullRoutes(@Context UriInfo uri, @QueryParam("done") @Nullable String done) {
        var query = ListQuery.of(uri, COLUMNS, Standings.SIMULATED);
        return lists.answer(
                query,
                standings.of(Measure.DROP, COLUMNS, query),
                slice ->
                        new StandingPage(
                                pages.open("Null routes", "/null-routes", done),
                                lists.listing("Clients that are dropped", COLUMNS, query, slice),
                                slice.rows(),
                                "The firewall drops the packets of these clients.",
                                "Lift",
                                "null-routes"));
    }
}
