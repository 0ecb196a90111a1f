package org.popauth.report.overview;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.popauth.events.Measure;
import org.popauth.report.decision.Decisions;
import org.popauth.report.host.Hosts;
import org.popauth.report.login.Roles;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Pages;
import org.popauth.report.page.ReportPage;
import org.popauth.report.projection.ReadingState;

/// The first page: how things stand.
@Path("/")
@ReportPage
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
public class OverviewResource {

    private static final int DECISIONS_MAX = 15;

    private final Counts counts;
    private final Decisions decisions;
    private final Hosts hosts;
    private final Pages pages;
    private final ReadingState reading;

    OverviewResource(
            Counts counts, Decisions decisions, Hosts hosts, Pages pages, ReadingState reading) {
        this.counts = counts;
        this.decisions = decisions;
        this.hosts = hosts;
        this.pages = pages;
        this.reading = reading;
    }

    @GET
    public Response overview() {
        var standing = counts.standing();
        return Lists.html(
                new OverviewPage(
                        pages.open("Overview", "/", null),
                        standing.getOrDefault(Measure.RELAY, 0L),
                        standing.getOrDefault(Measure.REJECT, 0L),
                        standing.getOrDefault(Measure.DROP, 0L),
                        counts.hours(),
                        counts.kinds(),
                        decisions.latest(DECISIONS_MAX),
                        hosts.all(),
                        reading.problem()));
    }
}
