package org.popauth.report.client;

import java.util.List;
import org.popauth.report.decision.DecisionRow;
import org.popauth.report.event.EventRow;
import org.popauth.report.order.AuditRow;
import org.popauth.report.standing.StandingRow;

/// Everything that the read model knows about one client, but for its timeline.
///
/// @param client the client
/// @param standing what stands, each with the events that led to it
/// @param allowed networks around it that are on the allow-list by order
record ClientView(
        String client,
        List<Explained> standing,
        List<String> allowed,
        List<DecisionRow> decisions,
        List<EnforcementRow> enforcements,
        List<AuditRow> orders) {

    /// A measure that stands and why.
    record Explained(StandingRow row, List<EventRow> causes) {}
}
