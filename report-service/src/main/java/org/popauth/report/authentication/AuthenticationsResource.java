package org.popauth.report.authentication;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.popauth.events.Measure;
import org.popauth.report.event.Events;
import org.popauth.report.login.Roles;
import org.popauth.report.page.Column;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Pages;
import org.popauth.report.page.ReportPage;
import org.popauth.report.standing.Standings;

/// The clients that may relay because somebody logged in from there.
@Path("/authentications")
@ReportPage
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
public class AuthenticationsResource {

    private static final List<Column> COLUMNS =
            List.of(
                    Column.descending("Since (UTC)", "since", "from_at"),
                    Column.ascending("Client", "client", "net"),
                    Column.ascending("User", "user", "user_name"),
                    Column.ascending("Until (UTC)", "until", "until_at"),
                    Column.of("Why"));

    private final Standings standings;
    private final Events events;
    private final Lists lists;
    private final Pages pages;

    AuthenticationsResource(Standings standings, Events events, Lists lists, Pages pages) {
        this.standings = standings;
        this.events = events;
        this.lists = lists;
        this.pages = pages;
    }

    @GET
    public Response authentications(@Context UriInfo uri) {
        var query = ListQuery.of(uri, COLUMNS, Standings.SIMULATED);
        return lists.answer(
                query,
                standings.of(Measure.RELAY, COLUMNS, query),
                slice ->
                        new AuthenticationsPage(
                                pages.open("Authentications", "/authentications", null),
                                lists.listing("Clients that may relay", COLUMNS, query, slice),
                                slice.rows(),
                                events.logIns(query)));
    }
}
