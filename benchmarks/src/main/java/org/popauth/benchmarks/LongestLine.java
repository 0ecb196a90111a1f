package org.popauth.benchmarks;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.popauth.events.MailHost;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.MailLogSettings;

/// Searches for the shape of line that takes longest to read, and prints how its time grows with
/// its length.
///
/// All [Shapes] are read at the longest length that is looked at; those that took longest are read
/// more often, and of the slowest of them the curve is shown, to four times the longest length.
/// Standard output is where the result goes: a table in Markdown.
final class LongestLine {

    private static final Instant RECEIVED_AT = Instant.parse("2026-03-02T00:00:00Z");
    private static final int SHORTEST = 512;
    private static final int ROUNDS = 9;
    private static final int CANDIDATES = 200;
    private static final int SHOWN = 5;

    private final MailLog mailLog =
            new MailLog(
                    new MailLogSettings(new MailHost("mx1"), ZoneOffset.UTC, 64),
                    "mx1:file:/var/log/mail.log");
    private int number;

    /// A shape, and how long its longest line took.
    private record Timed(Shape shape, double nanos) {}

    private LongestLine() {}

    /// @param args none
    public static void main(String[] args) {
        new LongestLine().run();
    }

    private void run() {
        var shapes = Shapes.all();
        shapes.forEach(shape -> nanos(shape, MailLog.LINE_BYTES_MAX, 1, 1));
        var slow = slowest(slowest(shapes, 3, 1, CANDIDATES), ROUNDS, 50, SHOWN);
        System.out.printf(
                Locale.ROOT,
                "Of %d shapes of %d bytes the slowest:%n%n",
                shapes.size(),
                MailLog.LINE_BYTES_MAX);
        slow.forEach(each -> System.out.println("- " + each));
        curve(slow.getFirst());
    }

    private List<Shape> slowest(List<Shape> shapes, int rounds, int reads, int count) {
        return shapes.stream()
                .map(each -> new Timed(each, nanos(each, MailLog.LINE_BYTES_MAX, rounds, reads)))
                .sorted(Comparator.comparingDouble(Timed::nanos).reversed())
                .limit(count)
                .map(Timed::shape)
                .toList();
    }

    private void curve(Shape shape) {
        System.out.printf("%n| bytes | us a line | ns a byte |%n| --- | --- | --- |%n");
        for (int length = SHORTEST; length <= 4 * MailLog.LINE_BYTES_MAX; length *= 2) {
            double nanos = nanos(shape, length, ROUNDS, 2000);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.2f | %.2f |%n",
                    length,
                    nanos / 1000,
                    nanos / Math.min(length, MailLog.LINE_BYTES_MAX));
        }
    }

    /// The median of some rounds.
    private double nanos(Shape shape, int length, int rounds, int reads) {
        var line = shape.line(length);
        var times = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < reads; i++) {
                var bytes = line.with(number++);
                mailLog.read(bytes, 0, bytes.length, 0, 0, RECEIVED_AT);
            }
            times[round] = (double) (System.nanoTime() - start) / reads;
        }
        Arrays.sort(times);
        return times[rounds / 2];
    }
}
