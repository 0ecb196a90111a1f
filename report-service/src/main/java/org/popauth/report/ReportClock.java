package org.popauth.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// What time it is for the pages: the machine's clock, or the fixed time of `report.now`.
@ApplicationScoped
public class ReportClock {

    private final Optional<Instant> fixed;

    ReportClock(ReportConfig config) {
        fixed = config.now();
    }

    /// The time now.
    public Instant now() {
        return fixed.orElseGet(Instant::now);
    }
}
