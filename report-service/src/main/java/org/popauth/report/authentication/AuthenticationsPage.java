package org.popauth.report.authentication;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.popauth.report.event.EventRow;
import org.popauth.report.page.Listing;
import org.popauth.report.page.Page;
import org.popauth.report.standing.StandingRow;

/// Who may relay now, and who logged in lately.
@CheckedTemplate(basePath = "report")
record AuthenticationsPage(
        Page page, Listing listing, List<StandingRow> rows, List<EventRow> logIns)
        implements TemplateInstance {}
