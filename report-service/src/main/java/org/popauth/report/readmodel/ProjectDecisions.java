package org.popauth.report.readmodel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.Decision;
import org.popauth.events.EventId;
import org.popauth.events.Printable;

/// Keeps the last decision of each key, and every decision as it came. Of one key only a higher
/// revision changes anything.
public final class ProjectDecisions {

    private static final String STAND =
            "insert into report.standing as s (key, measure, client, addresses, revision,"
                    + " withdrawn, at, from_at, until_at, simulated, rule, reason, reply, user_name,"
                    + " by_name, causes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on"
                    + " conflict (key) do update set addresses = excluded.addresses, revision ="
                    + " excluded.revision, withdrawn = excluded.withdrawn, at = excluded.at, from_at ="
                    + " excluded.from_at, until_at = excluded.until_at, rule = excluded.rule, reason ="
                    + " excluded.reason, reply = excluded.reply, user_name = excluded.user_name,"
                    + " by_name = excluded.by_name, causes = excluded.causes, stored_at = now() where"
                    + " excluded.revision > s.revision";
    private static final String REMEMBER =
            "insert into report.decision (key, revision, type, measure, client, at, until_at,"
                    + " simulated, rule, reason, addresses_seen, by_name, causes) values (?, ?, ?, ?,"
                    + " ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (key, revision) do nothing";
    private static final String FORGET = "delete from report.standing where key = ?";
    private static final int TEXT_CHARS_MAX = 2048;
    private static final int CAUSES_MAX = 50;

    private ProjectDecisions() {}

    /// What a decision changes.
    public static List<Write> of(Decision decision) {
        return switch (decision) {
            case Decision.Made made ->
                    List.of(stand(made), remember(made, "made", made.until(), addressesSeen(made)));
            case Decision.Withdrawn withdrawn ->
                    List.of(end(withdrawn), remember(withdrawn, "withdrawn", null, 0));
        };
    }

    /// What an empty value of the topic means: the key is over and forgotten.
    public static List<Write> forgotten(String key) {
        return List.of(Write.of("standing", FORGET, key));
    }

    private static Write stand(Decision.Made made) {
        return standing(
                made,
                made.addresses(),
                new Span(false, made.from(), made.until()),
                made.reply(),
                made.user());
    }

    private static Write end(Decision.Withdrawn withdrawn) {
        var span = new Span(true, withdrawn.at(), withdrawn.at());
        return standing(withdrawn, List.of(), span, null, null);
    }

    private static Write standing(
            Decision decision,
            List<Address> addresses,
            Span span,
            @Nullable String reply,
            @Nullable String user) {
        return Write.of(
                "standing",
                STAND,
                decision.key(),
                decision.measure().name(),
                decision.client().toString(),
                addresses.stream().map(Address::toString).toList(),
                decision.revision(),
                span.withdrawn,
                decision.at(),
                span.from,
                span.until,
                decision.simulated(),
                cut(decision.rule()),
                cut(decision.reason()),
                cut(reply),
                cut(user),
                cut(decision.by()),
                causes(decision));
    }

    private static Write remember(
            Decision decision, String type, @Nullable Instant until, int addressesSeen) {
        return Write.of(
                "decision",
                REMEMBER,
                decision.key(),
                decision.revision(),
                type,
                decision.measure().name(),
                decision.client().toString(),
                decision.at(),
                until,
                decision.simulated(),
                cut(decision.rule()),
                cut(decision.reason()),
                addressesSeen,
                cut(decision.by()),
                causes(decision));
    }

    private static int addressesSeen(Decision.Made made) {
        return made.client().isExact() ? 0 : made.addresses().size();
    }

    private static List<String> causes(Decision decision) {
        var causes = decision.causes();
        int first = Math.max(0, causes.size() - CAUSES_MAX);
        return causes.subList(first, causes.size()).stream().map(EventId::toString).toList();
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : Printable.of(text, TEXT_CHARS_MAX);
    }

    private record Span(boolean withdrawn, Instant from, Instant until) {}
}
