package org.popauth.report.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// Says what went wrong and what to do about it.
@CheckedTemplate(basePath = "report")
record ProblemPage(Page page, String problem, String advice) implements TemplateInstance {}
