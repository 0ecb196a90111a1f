package org.popauth.cli.options;

import java.time.Duration;
import java.util.regex.Pattern;
import org.popauth.events.Printable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `90s`, `30m`, `24h`, `7d`, `2w`, sums like `1d12h`, and ISO 8601 (`PT24H`).
public final class LengthOfTime implements ITypeConverter<Duration> {

    private static final Pattern PART = Pattern.compile("([0-9]{1,9})([smhdw])");
    private static final Pattern ALL = Pattern.compile("(?:[0-9]{1,9}[smhdw])+");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    @Override
    public Duration convert(String value) {
        var duration = value.startsWith("P") ? iso(value) : sum(value);
        if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
            throw new TypeConversionException(
                    "'"
                            + Printable.of(value, 64)
                            + "' is not between a second and a hundred years");
        }
        return duration;
    }

    private static Duration iso(String value) {
        try {
            return Duration.parse(value);
        } catch (java.time.format.DateTimeParseException e) {
            throw unreadable(value);
        }
    }

    private static Duration sum(String value) {
        if (!ALL.matcher(value).matches()) {
            throw unreadable(value);
        }
        var sum = Duration.ZERO;
        var part = PART.matcher(value);
        while (part.find()) {
            sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
        }
        return sum;
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }

    private static TypeConversionException unreadable(String value) {
        return new TypeConversionException(
                "'" + Printable.of(value, 64) + "' is not a length of time like 30m, 24h or 7d");
    }

    /// The two largest units of a length of time: `23h 59m`, `7d`.
    public static String text(Duration duration) {
        if (duration.toDays() > 0) {
            return two(duration.toDays(), "d", duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return two(duration.toHours(), "h", duration.toMinutesPart(), "m");
        }
        return two(duration.toMinutes(), "m", duration.toSecondsPart(), "s");
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        if (large == 0) {
            return small + smallUnit;
        }
        return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
    }
}
