package org.popauth.report.order;

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
import org.popauth.report.login.Roles;
import org.popauth.report.page.Column;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Pages;
import org.popauth.report.page.ReportPage;

/// Who ordered what, when and why.
@Path("/audit")
@ReportPage
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
public class AuditResource {

    private static final List<Column> COLUMNS =
            List.of(
                    Column.descending("When (UTC)", "at", "at"),
                    Column.ascending("Who", "by", "by_name"),
                    Column.ascending("What", "type", "type"),
                    Column.ascending("Client or network", "target", "net"),
                    Column.of("Why"),
                    Column.of("Outcome"));

    private final Audit audit;
    private final Lists lists;
    private final Pages pages;

    AuditResource(Audit audit, Lists lists, Pages pages) {
        this.audit = audit;
        this.lists = lists;
        this.pages = pages;
    }

    @GET
    public Response audit(@Context UriInfo uri, @QueryParam("done") @Nullable String done) {
        var query = ListQuery.of(uri, COLUMNS);
        return lists.answer(
                query,
                audit.matching(COLUMNS, query),
                slice ->
                        new AuditPage(
                                pages.open("Audit", "/audit", done),
                                lists.listing("Orders", COLUMNS, query, slice),
                                slice.rows()));
    }
}
