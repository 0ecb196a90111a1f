package org.popauth.report.order;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.popauth.report.page.Listing;
import org.popauth.report.page.Page;

/// All orders.
@CheckedTemplate(basePath = "report")
record AuditPage(Page page, Listing listing, List<AuditRow> rows) implements TemplateInstance {}
