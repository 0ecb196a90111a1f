package org.popauth.cli.doctor;

import java.util.List;
import org.popauth.cli.doctor.checks.Area;
import org.popauth.cli.doctor.checks.Checks;
import org.popauth.cli.doctor.checks.Finding;
import org.popauth.cli.doctor.checks.Verdict;
import org.popauth.cli.doctor.facts.Facts;

/// What `--output json` prints.
///
/// @param worst of all findings
record Diagnosis(String host, Verdict worst, List<Entry> findings) {

    /// One finding, without what only `--fix` needs.
    record Entry(
            Area area,
            String check,
            Verdict verdict,
            String says,
            String file,
            List<String> lines,
            boolean fixable) {

        static Entry of(Finding finding) {
            return new Entry(
                    finding.area(),
                    finding.check(),
                    finding.verdict(),
                    finding.says(),
                    finding.file(),
                    finding.lines(),
                    !finding.changes().isEmpty());
        }
    }

    static Diagnosis of(Facts facts, List<Finding> findings) {
        return new Diagnosis(
                facts.machine().name(),
                Checks.worst(findings),
                findings.stream().map(Entry::of).toList());
    }
}
