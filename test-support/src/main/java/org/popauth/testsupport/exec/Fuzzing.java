package org.popauth.testsupport.exec;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/// Jazzer in a JVM of its own: inputs for a target, made from seeds and led by what the code does
/// with them, for as many seconds as the system property `fuzz.seconds` says.
///
/// What an earlier run learnt is kept in `target/fuzz` and used by the next. An input that breaks a
/// target is printed in Base64 and kept there as well; put it into `src/test/resources/fuzz` in a
/// directory of the target's name, and it is tried first from then on.
///
/// @param target has a method `public static void fuzzerTestOneInput(byte[])`, which throws when
///   something is wrong
/// @param seeds inputs to begin with
/// @param words that make sense in an input
public record Fuzzing(Class<?> target, Collection<byte[]> seeds, Collection<String> words) {

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 5);
    private static final int INPUT_BYTES_MAX = 4096;
    private static final Duration START = Duration.ofMinutes(5);
    private static final int LINES_SHOWN = 60;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in \\d+ second");
    private static final Pattern COVERED = Pattern.compile("\\bcov: (\\d+)");

    /// With JUnit on the class path Jazzer would start that at first.
    private static final Pattern JUNIT =
            Pattern.compile(".*/[^/]*(junit|surefire|opentest4j)[^/]*\\.jar");

    /// What a run did.
    ///
    /// @param inputs how many were tried
    /// @param covered how many places of the instrumented code they reached
    public record Ran(long inputs, int covered) {}

    /// Runs it; fails when an input breaks the target.
    public Ran run() throws IOException, InterruptedException {
        if (!System.getProperty("os.arch").equals("amd64")) {
            throw new TestAbortedException("Jazzer runs on Linux on x86-64 only");
        }
        var directory = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
        var given = Files.createDirectories(directory.resolve("seeds"));
        Files.createDirectories(directory.resolve("learnt"));
        int number = 0;
        for (var seed : seeds) {
            Files.write(given.resolve("seed-" + number++), seed);
        }
        Files.write(
                directory.resolve("words"),
                words.stream().distinct().map(Fuzzing::quoted).toList());
        var output = directory.resolve("output.txt");
        var process =
                new ProcessBuilder(command(directory))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            return ended(process, output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Ran ended(Process process, Path output)
            throws IOException, InterruptedException {
        boolean ended = process.waitFor(SECONDS + START.toSeconds(), TimeUnit.SECONDS);
        var text = Files.readString(output, StandardCharsets.ISO_8859_1);
        var done = DONE.matcher(text);
        if (!ended || process.exitValue() != 0 || !done.find()) {
            throw new AssertionFailedError("see " + output + ", which ends with:\n" + end(text));
        }
        int covered =
                COVERED.matcher(text)
                        .results()
                        .mapToInt(at -> Integer.parseInt(at.group(1)))
                        .max()
                        .orElse(0);
        return new Ran(Long.parseLong(done.group(1)), covered);
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> !JUNIT.matcher(each).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String end(String text) {
        var lines = text.lines().toList();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    /// The hooks stay on: without them Jazzer instruments nothing.
    private List<String> command(Path directory) {
        var command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-XX:+EnableDynamicAgentLoading",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+UseSerialGC",
                                "-Xmx512m",
                                "-cp",
                                classPath(),
                                "com.code_intelligence.jazzer.Jazzer",
                                "--target_class=" + target.getName(),
                                "--instrumentation_includes=org.popauth.**",
                                "-max_total_time=" + SECONDS,
                                "-max_len=" + INPUT_BYTES_MAX,
                                "-timeout=10",
                                "-rss_limit_mb=0",
                                "-print_final_stats=1",
                                "learnt",
                                "seeds"));
        if (!words.isEmpty()) {
            command.add("-dict=words");
        }
        var known = Path.of("src/test/resources/fuzz", target.getSimpleName()).toAbsolutePath();
        Stream.of(known).filter(Files::isDirectory).map(Path::toString).forEach(command::add);
        return command;
    }

    /// A word as libFuzzer reads it.
    private static String quoted(String word) {
        var text = new StringBuilder("\"");
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > ' ' && b < 0x7f && b != '"' && b != '\\';
            text.append(plain ? "" + (char) b : String.format(Locale.ROOT, "\\x%02x", b));
        }
        return text.append('"').toString();
    }
}
