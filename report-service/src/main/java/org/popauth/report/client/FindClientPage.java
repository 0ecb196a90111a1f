package org.popauth.report.client;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.popauth.report.page.Page;

/// Asks for a client.
///
/// @param asked what was asked for
/// @param problem why there is no such client; empty for none
@CheckedTemplate(basePath = "report")
record FindClientPage(Page page, String asked, String problem) implements TemplateInstance {}
