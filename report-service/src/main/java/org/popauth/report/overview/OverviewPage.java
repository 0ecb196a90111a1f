package org.popauth.report.overview;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.popauth.report.decision.DecisionRow;
import org.popauth.report.host.HostRow;
import org.popauth.report.page.Page;

/// The first page.
///
/// @param granted how many clients may relay
/// @param rejected how many are rejected
/// @param dropped how many are dropped
/// @param reading what keeps the topics from being read; empty when all is well
@CheckedTemplate(basePath = "report")
record OverviewPage(
        Page page,
        long granted,
        long rejected,
        long dropped,
        HourBars bars,
        List<Counts.KindCount> kinds,
        List<DecisionRow> decisions,
        List<HostRow> hosts,
        String reading)
        implements TemplateInstance {}
