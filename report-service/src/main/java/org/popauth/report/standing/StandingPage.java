package org.popauth.report.standing;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.popauth.report.page.Listing;
import org.popauth.report.page.Page;

/// What stands of REJECT or of DROP, with a button to end it.
///
/// @param lead a sentence about what it is
/// @param lift what the button says
/// @param back the page to come back to
@CheckedTemplate(basePath = "report")
record StandingPage(
        Page page, Listing listing, List<StandingRow> rows, String lead, String lift, String back)
        implements TemplateInstance {}
