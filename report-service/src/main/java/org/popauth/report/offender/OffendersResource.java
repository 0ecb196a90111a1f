package org.popauth.report.offender;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import org.popauth.events.OffenceKind;
import org.popauth.report.login.Roles;
import org.popauth.report.page.Column;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Pages;
import org.popauth.report.page.ReportPage;

/// The clients that offended, by kind.
@Path("/offenders")
@ReportPage
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
public class OffendersResource {

    private static final List<Column> COLUMNS =
            List.of(
                    Column.descending("Last seen (UTC)", "last", "last_at"),
                    Column.ascending("Client", "client", "net"),
                    Column.number("Offences", "offences", "offences"),
                    Column.of("Kinds"),
                    Column.number("Mail hosts", "hosts", "hosts"),
                    Column.ascending("First seen (UTC)", "first", "first_at"),
                    Column.of("Stands"));
    private static final List<String> KINDS =
            Arrays.stream(OffenceKind.values()).map(OffenceKind::toString).toList();

    private final Offenders offenders;
    private final Lists lists;
    private final Pages pages;

    OffendersResource(Offenders offenders, Lists lists, Pages pages) {
        this.offenders = offenders;
        this.lists = lists;
        this.pages = pages;
    }

    @GET
    public Response offenders(@Context UriInfo uri) {
        var query = ListQuery.of(uri, COLUMNS, Offenders.KIND, Offenders.WITHIN);
        return lists.answer(
                query,
                offenders.matching(COLUMNS, query),
                slice ->
                        new OffendersPage(
                                pages.open("Offenders", "/offenders", null),
                                lists.listing("Clients that offended", COLUMNS, query, slice),
                                slice.rows(),
                                KINDS));
    }
}
