package org.popauth.report.host;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.popauth.report.page.Listing;
import org.popauth.report.page.Page;

/// The mail hosts and, beneath, each of their measures.
@CheckedTemplate(basePath = "report")
record HostsPage(Page page, Listing listing, List<HostRow> rows, List<MeasureRow> measures)
        implements TemplateInstance {}
