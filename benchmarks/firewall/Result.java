import java.util.List;
import java.util.Locale;

/// What was measured, in words. Standard output is where a program's result goes; nobody else reads
/// it here.
final class Result {

    private Result() {}

    static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    static String spread(List<Double> millis) {
        var sorted = millis.stream().mapToDouble(it -> it).sorted().toArray();
        return "p50 %.2f ms, p99 %.2f ms (%d samples)"
                .formatted(
                        sorted[sorted.length / 2],
                        sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)],
                        sorted.length);
    }
}
