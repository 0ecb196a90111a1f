package org.popauth.decision.policy;

import java.time.Duration;

/// Durations as people say them.
public final class Words {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Words() {}

    /// The exact duration: `10 min`, `90 min`, `24 h`, `7 days`, `1 h 1 min 40 s`.
    public static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 2 * DAY && seconds % DAY == 0) {
            return seconds / DAY + " days";
        }
        if (seconds >= HOUR && seconds % HOUR == 0) {
            return seconds / HOUR + " h";
        }
        if (seconds >= MINUTE && seconds % MINUTE == 0 && seconds < 3 * HOUR) {
            return seconds / MINUTE + " min";
        }
        return seconds < 2 * MINUTE
                ? seconds + " s"
                : join(seconds / HOUR, "h", seconds / MINUTE % 60, "min") + rest(seconds % MINUTE);
    }

    private static String rest(long seconds) {
        return seconds == 0 ? "" : " " + seconds + " s";
    }

    /// The duration as exactly as somebody who waits wants to know it: `less than a minute`, `59
    /// min`, `2 h 20 min`, `24 h`, `6 days 3 h`.
    public static String about(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < MINUTE) {
            return "less than a minute";
        }
        long minutes = Math.round(seconds / (double) MINUTE);
        if (minutes < 600) {
            return join(minutes / 60, "h", minutes % 60, "min");
        }
        long hours = Math.round(seconds / (double) HOUR);
        return hours < 48 ? hours + " h" : join(hours / 24, "days", hours % 24, "h");
    }

    private static String join(long large, String largeUnit, long small, String smallUnit) {
        if (large == 0) {
            return small + " " + smallUnit;
        }
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
