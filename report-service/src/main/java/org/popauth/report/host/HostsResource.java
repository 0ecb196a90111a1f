package org.popauth.report.host;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.popauth.report.login.Roles;
import org.popauth.report.page.Column;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Pages;
import org.popauth.report.page.ReportPage;

/// The mail hosts.
@Path("/hosts")
@ReportPage
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
public class HostsResource {

    private static final List<Column> COLUMNS =
            List.of(
                    Column.ascending("Mail host", "host", "host"),
                    Column.of("Health"),
                    Column.descending("Last report (UTC)", "reported", "at"),
                    Column.number("Enforced"),
                    Column.number("Wanted", "wanted", "wanted"),
                    Column.number("Missing", "missing", "missing"),
                    Column.number("Extra", "extra", "extra"),
                    Column.number("Lag", "lag", "lag_ms"),
                    Column.number("Line to effect", "delay", "delay_ms"),
                    Column.ascending("Firewall", "backend", "backend"),
                    Column.of("Problems"));

    private final Hosts hosts;
    private final Lists lists;
    private final Pages pages;

    HostsResource(Hosts hosts, Lists lists, Pages pages) {
        this.hosts = hosts;
        this.lists = lists;
        this.pages = pages;
    }

    @GET
    public Response hosts(@Context UriInfo uri) {
        var query = ListQuery.of(uri, COLUMNS);
        return lists.answer(
                query,
                hosts.matching(COLUMNS, query),
                slice ->
                        new HostsPage(
                                pages.open("Mail hosts", "/hosts", null),
                                lists.listing("Mail hosts", COLUMNS, query, slice),
                                slice.rows(),
                                hosts.measures(slice.rows())));
    }
}
