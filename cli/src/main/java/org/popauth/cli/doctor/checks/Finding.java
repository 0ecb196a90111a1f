package org.popauth.cli.doctor.checks;

import java.util.List;
import java.util.function.Function;
import org.popauth.cli.doctor.facts.Seen;

/// What a check came to.
///
/// @param check its name: stable, for programs
/// @param says a sentence or clause for people
/// @param file where to write the lines; empty when there are none
/// @param lines exactly what to write there
/// @param changes the same, to be carried out when the operator agrees; in order, together
public record Finding(
        Area area,
        String check,
        Verdict verdict,
        String says,
        String file,
        List<String> lines,
        List<Change> changes) {

    public static Finding ok(Area area, String check, String says) {
        return of(area, check, Verdict.ok, says);
    }

    public static Finding skipped(Area area, String check, String why) {
        return of(area, check, Verdict.skipped, why);
    }

    public static Finding warning(Area area, String check, String says) {
        return of(area, check, Verdict.warning, says);
    }

    public static Finding wrong(Area area, String check, String says) {
        return of(area, check, Verdict.wrong, says);
    }

    public static Finding unknown(Area area, String check, String why) {
        return of(area, check, Verdict.unknown, why);
    }

    /// What is there or missing is judged; what could not be read stays unknown.
    public static <T> Finding seen(
            Area area,
            String check,
            Seen<T> seen,
            Function<T, Finding> found,
            Function<String, Finding> missing) {
        return switch (seen) {
            case Seen.Found<T>(var what) -> found.apply(what);
            case Seen.Missing<T>(var why) -> missing.apply(why);
            case Seen.Unread<T>(var why) -> unknown(area, check, why);
        };
    }

    private static Finding of(Area area, String check, Verdict verdict, String says) {
        return new Finding(area, check, verdict, says, "", List.of(), List.of());
    }

    /// The same, with the lines to write.
    public Finding write(String where, List<String> what) {
        return new Finding(area, check, verdict, says, where, List.copyOf(what), changes);
    }

    /// The same, with what `--fix` may do.
    public Finding mend(List<? extends Change> by) {
        return new Finding(area, check, verdict, says, file, lines, List.copyOf(by));
    }
}
