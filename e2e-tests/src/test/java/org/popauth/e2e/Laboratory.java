package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The laboratory of `e2e-tests/laboratory`: two mail hosts, an RBL, clients and the rest of the
/// world. It ends with this process, however that ends, and leaves nothing behind.
final class Laboratory implements AutoCloseable {

    static final List<String> MAIL_HOSTS = List.of("mx1", "mx2");

    private static final Path SCRIPTS = Path.of("laboratory").toAbsolutePath();

    private final Process process;
    private final Path output;

    private Laboratory(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// Starts it with these settings of its environment; see `start`.
    static Laboratory start(Path folder, Map<String, String> settings) throws IOException {
        assumeTrue(
                Command.run("id", "-u").output().strip().equals("0"),
                "needs root for namespaces of its own");
        for (var program : List.of("postfix", "dovecot", "rsyslogd", "rbldnsd", "nft", "curl")) {
            assumeTrue(Command.exists(program), "needs the program " + program);
        }
        var output = folder.resolve("laboratory.out");
        var builder =
                new ProcessBuilder(SCRIPTS.resolve("start").toString(), "--serve")
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("POPAUTH_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(settings);
        return new Laboratory(builder.start(), output);
    }

    Laboratory awaitReady() {
        await("the laboratory")
                .atMost(Duration.ofSeconds(150))
                .failFast(() -> assertThat(process.isAlive()).as(output()).isTrue())
                .untilAsserted(() -> assertThat(output()).contains("laboratory ready"));
        return this;
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// Runs one of the laboratory's own commands: `on`, `power`, `smtp`, `pop3`.
    Command.Result run(String command, String... words) {
        return Command.run(Duration.ofSeconds(60), command(command, words));
    }

    /// Runs a program on one of its machines.
    Command.Result on(String machine, String... words) {
        var all = new ArrayList<>(List.of(machine));
        all.addAll(Arrays.asList(words));
        return run("on", all.toArray(String[]::new));
    }

    List<String> command(String command, String... words) {
        var first =
                process.children()
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the laboratory has ended"));
        var all =
                new ArrayList<>(
                        List.of(
                                "nsenter",
                                "--target=" + first.pid(),
                                "--mount",
                                "--net",
                                "--uts",
                                "--pid",
                                "--wd=/",
                                "--",
                                SCRIPTS.resolve(command).toString()));
        all.addAll(Arrays.asList(words));
        return all;
    }

    @Override
    public void close() throws InterruptedException, IOException {
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
