package org.popauth.enforcer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.Measure;

/// The live answers while many ask and grants come and go.
class LiveUnderLoadTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int CONNECTIONS = 100;
    private static final int QUESTIONS = 200;
    private static final int ADDRESSES = 40;

    @TempDir Path directory;

    /// What stands about each address: 0 no grant, 1 one is being made, 2 a grant, 3 it is being
    /// withdrawn, and so on from 4.
    private final AtomicIntegerArray states = new AtomicIntegerArray(ADDRESSES);

    private final AtomicLong allowed = new AtomicLong();
    private final AtomicLong certain = new AtomicLong();

    @Test
    void noAnswerIsWrongWhileGrantsComeAndGoAndEachOkIsWrittenDown()
            throws IOException, InterruptedException, ExecutionException {
        // Given
        var over = new AtomicBoolean();
        var settings = LiveHost.Settings.at(socket("socketmap"), socket("policy"));
        try (var host = LiveHost.ready(settings, log());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changing = threads.submit(() -> comeAndGo(host, over));

            // When
            var wrong = new ArrayList<Future<Integer>>();
            for (int i = 0; i < CONNECTIONS; i++) {
                var protocol = i % 2 == 0 ? "socketmap" : "policy";
                wrong.add(threads.submit(() -> wrongAnswers(protocol)));
            }

            // Then
            for (var one : wrong) {
                assertThat(one.get()).isZero();
            }
            over.set(true);
            long withdrawn = changing.get();
            assertThat(certain).hasValueGreaterThan(CONNECTIONS * QUESTIONS / 10);
            assertThat(lines()).isBetween(allowed.get(), allowed.get() + withdrawn * CONNECTIONS);
            assertThat(host.live().auditLost()).isZero();
        }
    }

    private Path socket(String name) {
        return directory.resolve(name);
    }

    private Path log() {
        return directory.resolve("popauth.log");
    }

    private long lines() throws IOException {
        try (var lines = Files.lines(log())) {
            return lines.filter(it -> it.contains(" allowed 198.51.100.")).count();
        }
    }

    private long comeAndGo(LiveHost host, AtomicBoolean over) {
        long revision = 0;
        while (!over.get()) {
            int i = ThreadLocalRandom.current().nextInt(ADDRESSES);
            var address = "198.51.100." + i;
            boolean granted = states.incrementAndGet(i) % 4 == 3;
            revision++;
            host.decided(
                    granted
                            ? withdrawn(Measure.RELAY, address, revision, START)
                            : made(Measure.RELAY, address, revision, START, HOUR));
            states.incrementAndGet(i);
        }
        return revision / 2;
    }

    private int wrongAnswers(String protocol) throws IOException {
        int wrong = 0;
        try (var asking = new Asking(UnixDomainSocketAddress.of(socket(protocol)))) {
            for (int question = 0; question < QUESTIONS; question++) {
                int i = ThreadLocalRandom.current().nextInt(ADDRESSES);
                int before = states.get(i);
                boolean ok = mayRelay(asking, protocol, "198.51.100." + i);
                boolean settled = before % 2 == 0 && before == states.get(i);
                if (settled) {
                    certain.incrementAndGet();
                    wrong += ok == (before % 4 == 2) ? 0 : 1;
                }
            }
        }
        return wrong;
    }

    private boolean mayRelay(Asking asking, String protocol, String address) throws IOException {
        var answer =
                protocol.equals("socketmap")
                        ? asking.socketmap("popauth_checks " + address)
                        : asking.policy(
                                "request=smtpd_access_policy\nclient_address=" + address + "\n");
        boolean ok = answer.contains("OK popauth");
        if (ok) {
            allowed.incrementAndGet();
        }
        return ok;
    }

    @Test
    void anAgentThatIsKilledHasWrittenDownAllThatItAllowed()
            throws IOException, InterruptedException, ExecutionException {
        // Given
        var agent =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledHost.class.getName(),
                                directory.toString())
                        .redirectErrorStream(true)
                        .start();
        try (var said = agent.inputReader();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(said.lines().anyMatch("ready"::equals)).isTrue();
            var asking = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) {
                asking.add(threads.submit(this::askUntilItEnds));
            }

            // When
            await().until(() -> allowed.get() >= 500);
            agent.destroyForcibly();
            for (var one : asking) {
                one.get();
            }
        } finally {
            agent.destroyForcibly();
            agent.waitFor(10, TimeUnit.SECONDS);
        }

        // Then
        assertThat(lines()).isGreaterThanOrEqualTo(allowed.get()).isGreaterThanOrEqualTo(500);
    }

    private void askUntilItEnds() {
        try (var asking = new Asking(UnixDomainSocketAddress.of(socket("socketmap")))) {
            while (mayRelay(asking, "socketmap", "198.51.100.9")) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            return;
        }
    }

    /// An agent of its own that ends when somebody kills it. It tells the test on standard output
    /// when it may.
    static final class KilledHost {

        private KilledHost() {}

        public static void main(String[] arguments) throws IOException {
            var directory = Path.of(arguments[0]);
            var settings =
                    LiveHost.Settings.at(
                            directory.resolve("socketmap"), directory.resolve("policy"));
            try (var host = LiveHost.ready(settings, directory.resolve("popauth.log"))) {
                host.decided(made(Measure.RELAY, "198.51.100.9", 1, START, HOUR));
                System.out.println("ready");
                int end = System.in.read();
                assertThat(end).isNegative();
            }
        }
    }
}
