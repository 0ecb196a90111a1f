package org.popauth.report.client;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.popauth.report.event.EventRow;
import org.popauth.report.page.Listing;
import org.popauth.report.page.Page;

/// One client.
///
/// @param rows its timeline
@CheckedTemplate(basePath = "report")
record ClientPage(Page page, ClientView view, Listing listing, List<EventRow> rows)
        implements TemplateInstance {}
