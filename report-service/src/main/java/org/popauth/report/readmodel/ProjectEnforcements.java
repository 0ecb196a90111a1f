package org.popauth.report.readmodel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Enforcement;
import org.popauth.events.Printable;

/// Remembers what each host did, and its last report. An older report changes nothing.
public final class ProjectEnforcements {

    private static final String REMEMBER =
            "insert into report.enforcement (host, backend, measure, client, revision, outcome,"
                    + " at, delay_ms, detail) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do"
                    + " nothing";
    private static final String HOST =
            "insert into report.host_state as h (host, at, backend, lag_ms, problems) values (?,"
                    + " ?, ?, ?, ?) on conflict (host) do update set at = excluded.at, backend ="
                    + " excluded.backend, lag_ms = excluded.lag_ms, problems = excluded.problems,"
                    + " stored_at = now() where excluded.at >= h.at";
    private static final String MEASURE =
            "insert into report.host_measure as m (host, measure, at, wanted, present, missing,"
                    + " extra) values (?, ?, ?, ?, ?, ?, ?) on conflict (host, measure) do update set"
                    + " at = excluded.at, wanted = excluded.wanted, present = excluded.present,"
                    + " missing = excluded.missing, extra = excluded.extra where excluded.at >= m.at";
    private static final int TEXT_CHARS_MAX = 1024;
    private static final int PROBLEMS_MAX = 20;

    private ProjectEnforcements() {}

    /// What an enforcement changes.
    public static List<Write> of(Enforcement enforcement) {
        return switch (enforcement) {
            case Enforcement.Enforced enforced -> List.of(enforced(enforced));
            case Enforcement.StateReported state -> reported(state);
        };
    }

    private static Write enforced(Enforcement.Enforced enforced) {
        return Write.of(
                "enforcement",
                REMEMBER,
                enforced.host().toString(),
                cut(enforced.backend()),
                enforced.measure().name(),
                enforced.client().toString(),
                enforced.revision(),
                enforced.outcome().name(),
                enforced.at(),
                millis(enforced.delay()),
                cut(enforced.detail()));
    }

    private static List<Write> reported(Enforcement.StateReported state) {
        var writes = new ArrayList<Write>();
        writes.add(
                Write.of(
                        "host_state",
                        HOST,
                        state.host().toString(),
                        state.at(),
                        cut(state.backend()),
                        millis(state.lag()),
                        state.problems().stream()
                                .limit(PROBLEMS_MAX)
                                .map(problem -> Printable.of(problem, TEXT_CHARS_MAX))
                                .toList()));
        for (var measure : state.measures()) {
            writes.add(measure(state, measure));
        }
        return writes;
    }

    private static Write measure(
            Enforcement.StateReported state, Enforcement.MeasureState measure) {
        return Write.of(
                "host_measure",
                MEASURE,
                state.host().toString(),
                measure.measure().name(),
                state.at(),
                measure.wanted(),
                measure.present(),
                measure.missing(),
                measure.extra());
    }

    private static @Nullable Double millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toNanos() / 1e6;
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : Printable.of(text, TEXT_CHARS_MAX);
    }
}
