package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.popauth.cli.doctor.facts.Facts;
import org.popauth.cli.doctor.facts.Seen;

/// Every check there is.
public final class Checks {

    private Checks() {}

    /// All findings, by area.
    public static List<Finding> of(Facts facts) {
        var findings = new ArrayList<Finding>();
        findings.addAll(HostChecks.of(facts.machine()));
        findings.addAll(
                all(
                        Area.postfix,
                        facts.postfix(),
                        it -> PostfixChecks.of(it, facts.agent()),
                        why -> Finding.wrong(Area.postfix, "installed", why)));
        findings.addAll(TableChecks.of(facts.agent(), facts.postfix()));
        findings.addAll(
                all(
                        Area.dovecot,
                        facts.dovecot(),
                        DovecotChecks::of,
                        why -> Finding.skipped(Area.dovecot, "installed", why)));
        findings.addAll(SyslogChecks.of(facts));
        findings.addAll(FirewallChecks.of(facts.firewall(), facts.agent()));
        findings.addAll(AgentChecks.of(facts.agent()));
        findings.sort(Comparator.comparing(Finding::area));
        return findings;
    }

    private static <T> List<Finding> all(
            Area area,
            Seen<T> seen,
            Function<T, List<Finding>> found,
            Function<String, Finding> missing) {
        return switch (seen) {
            case Seen.Found<T>(var what) -> found.apply(what);
            case Seen.Missing<T>(var why) -> List.of(missing.apply(why));
            case Seen.Unread<T>(var why) -> List.of(Finding.unknown(area, "installed", why));
        };
    }

    /// The worst verdict; `ok` when there is none.
    public static Verdict worst(List<Finding> findings) {
        return findings.stream()
                .map(Finding::verdict)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.ok);
    }
}
