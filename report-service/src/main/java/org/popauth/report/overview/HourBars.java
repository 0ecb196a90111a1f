package org.popauth.report.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A bar chart of the last 24 hours: log-ins and offences of each hour, one upon the other.
///
/// @param hours oldest first
/// @param most the height of the scale, in events
public record HourBars(List<Hour> hours, long most) {

    /// The drawing's measures, in its own units.
    static final int STEP = 30;

    static final int HEIGHT = 250;
    private static final int HOURS = 24;
    private static final DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("HH").withZone(ZoneOffset.UTC);

    /// What happened in an hour.
    ///
    /// @param label the hour in UTC, two digits
    public record Hour(
            Instant from, String label, long logIns, long offences, int x, Bar upper, Bar lower) {}

    /// A rectangle of the drawing.
    public record Bar(int y, int height) {}

    /// Events of one hour.
    record Count(long logIns, long offences) {

        static final Count NONE = new Count(0, 0);

        long sum() {
            return logIns + offences;
        }
    }

    static HourBars of(Map<Instant, Count> counts, Instant now) {
        var last = now.truncatedTo(ChronoUnit.HOURS);
        long most = counts.values().stream().mapToLong(Count::sum).max().orElse(0);
        var hours = new ArrayList<Hour>();
        for (int i = 0; i < HOURS; i++) {
            var from = last.minus(Duration.ofHours(HOURS - 1L - i));
            hours.add(hour(from, counts.getOrDefault(from, Count.NONE), i * STEP, most));
        }
        return new HourBars(List.copyOf(hours), most);
    }

    private static Hour hour(Instant from, Count count, int x, long most) {
        int below = scaled(count.logIns, most);
        int above = scaled(count.offences, most);
        return new Hour(
                from,
                LABEL.format(from),
                count.logIns,
                count.offences,
                x,
                new Bar(HEIGHT - below - above, above),
                new Bar(HEIGHT - below, below));
    }

    /// Whatever happened at all is seen.
    private static int scaled(long count, long most) {
        return count == 0 ? 0 : (int) Math.max(2, count * (HEIGHT - 4) / most);
    }
}
