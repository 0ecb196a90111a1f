package org.popauth.report.page;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.report.ReportClock;
import org.popauth.report.login.Roles;

/// Makes the frames of pages.
@ApplicationScoped
public class Pages {

    private record Entry(String label, String href) {}

    private static final List<Entry> MENU =
            List.of(
                    new Entry("Overview", "/"),
                    new Entry("Authentications", "/authentications"),
                    new Entry("Offenders", "/offenders"),
                    new Entry("RBL cache", "/rbl-cache"),
                    new Entry("Null routes", "/null-routes"),
                    new Entry("Mail hosts", "/hosts"),
                    new Entry("Client", "/clients"),
                    new Entry("Audit", "/audit"));

    /// What a page may say about the last order; a request names only the key.
    private static final Map<String, String> MESSAGES =
            Map.of(
                    "lift",
                    "Lift ordered. The entry goes when the decision comes back.",
                    "ban",
                    "Ban ordered. It shows up when the decision comes back.",
                    "allow",
                    "Permission ordered. What stands is lifted when the decisions come back.",
                    "disallow",
                    "Ordered: the network comes off the allow-list.");

    private final SecurityIdentity identity;
    private final ReportClock clock;

    Pages(SecurityIdentity identity, ReportClock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /// The frame of the page with this title and path.
    public Page open(String title, String path, @Nullable String done) {
        var nav =
                MENU.stream()
                        .map(
                                entry ->
                                        new Page.NavItem(
                                                entry.label, entry.href, entry.href.equals(path)))
                        .toList();
        return new Page(
                title,
                nav,
                identity.isAnonymous() ? "" : identity.getPrincipal().getName(),
                identity.hasRole(Roles.OPERATOR),
                done == null ? "" : MESSAGES.getOrDefault(done, ""),
                clock.now().truncatedTo(ChronoUnit.SECONDS));
    }
}
