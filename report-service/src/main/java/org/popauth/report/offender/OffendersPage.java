package org.popauth.report.offender;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.popauth.report.page.Listing;
import org.popauth.report.page.Page;

/// The offenders.
///
/// @param kinds all kinds of offences, to choose from
@CheckedTemplate(basePath = "report")
record OffendersPage(Page page, Listing listing, List<OffenderRow> rows, List<String> kinds)
        implements TemplateInstance {}
