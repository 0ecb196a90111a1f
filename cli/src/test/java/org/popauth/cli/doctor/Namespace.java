package org.popauth.cli.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Seen;

/// A network namespace of the test's own, removed when closed: no rule of a test is one of the
/// host's, and none of the host's is seen.
public final class Namespace implements AutoCloseable {

    private static final Programs OUTSIDE = Programs.ofHost(Duration.ofSeconds(20));

    private final String name = "doctor-" + UUID.randomUUID().toString().substring(0, 8);

    private Namespace() {}

    /// Makes one, or skips the test where that is not possible.
    public static Namespace open(String... programs) {
        for (var program : programs) {
            Assumptions.assumeTrue(
                    OUTSIDE.find(program).isPresent(), program + " is not installed");
        }
        var namespace = new Namespace();
        var made = OUTSIDE.run("ip", "netns", "add", namespace.name);
        Assumptions.assumeTrue(
                made.value().map(Output::ok).orElse(false),
                "a network namespace takes root and iproute2: " + made);
        return namespace;
    }

    /// Programs of the host, run inside.
    public Programs programs() {
        var ip = OUTSIDE.find("ip").map(Path::toString).orElseThrow();
        return new Programs(
                List.of(ip, "netns", "exec", name),
                OUTSIDE.directories(),
                OUTSIDE.workingDirectory(),
                OUTSIDE.patience());
    }

    /// Runs a program inside, which must succeed.
    public void run(String program, String... arguments) {
        var output =
                switch (programs().run(program, arguments)) {
                    case Seen.Found<Output>(var found) -> found;
                    case Seen.Missing<Output>(var why) -> throw new AssertionError(why);
                    case Seen.Unread<Output>(var why) -> throw new AssertionError(why);
                };
        if (!output.ok()) {
            throw new AssertionError(program + ": " + output.complaint());
        }
    }

    @Override
    public void close() {
        OUTSIDE.run("ip", "netns", "delete", name);
    }
}
