import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Decoded;
import org.popauth.events.Enforcement;
import org.popauth.events.Measure;
import org.popauth.events.Topics;
import org.popauth.testsupport.TestBroker;

/// The whole agent with many bans: what loading, one more, one less, looking and standing still
/// cost.
final class ManyBans {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SAMPLES = 500;
    private static final int SETTLE_SECONDS = 45;
    private static final int LONGER_SECONDS = 180;
    private static final int REST_SECONDS = 45;

    private final Path root;
    private final Path app;
    private final int bans;
    private final String backend;
    private final Path state;
    private final Figures figures = new Figures();
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaConsumer<byte[], byte[]> consumer;
    private String broker;
    private long revision = 10_000_000;

    private ManyBans(Path root, int bans, String backend) throws IOException {
        this.root = root;
        this.app = root.resolve("enforcer-agent/target/quarkus-app");
        this.bans = bans;
        this.backend = backend;
        this.state = Files.createTempDirectory("popauth-bench");
    }

    public static void main(String... arguments) throws Exception {
        var it = new ManyBans(Path.of(arguments[0]), Integer.parseInt(arguments[1]), arguments[2]);
        try (var broker = TestBroker.start()) {
            it.broker = broker.bootstrapServers();
            it.measure();
        } finally {
            try (var files = Files.walk(it.state)) {
                files.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
            }
        }
    }

    private void measure() throws Exception {
        Result.say("packet: %s", refusals());
        open();
        idle();
        publishAll();
        var agent = start();
        try {
            long began = System.nanoTime();
            Result.say("cold start to %,d held: %.1f s", bans, loaded(agent));
            Result.say("memory then: %s", Figures.memory(agent));
            one("while the others are told of");
            Result.say("packet with %,d: %s", bans, refusals());
            told(began);
            rest(agent);
            one("when all is told");
            repair();
            Result.say("memory at the end: %s", Figures.memory(agent));
        } finally {
            agent.destroy();
            agent.waitFor();
        }
        restart();
        if (backend.equals("nftables")) {
            FirewallAlone.measure();
        }
    }

    private void open() {
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker, "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker, "auto.offset.reset", "latest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        var partitions =
                consumer.partitionsFor(Topics.ENFORCEMENTS.name()).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seekToEnd alone waits until the first poll
    }

    private void idle() throws Exception {
        var agent = start();
        try {
            untilSeldom(
                    () ->
                            figures.metric("popauth_agent_last_reconcile_seconds{measure=\"drop\"}")
                                    > 0);
            pause(SETTLE_SECONDS);
            Result.say("idle in the second minute: %s", atRest(agent));
            pause(LONGER_SECONDS);
            Result.say("idle in the sixth minute: %s", atRest(agent));
        } finally {
            agent.destroy();
            agent.waitFor();
        }
        Files.deleteIfExists(state.resolve("standing"));
    }

    private void publishAll() {
        long began = System.nanoTime();
        var now = Instant.now();
        for (int i = 0; i < bans; i++) {
            send(
                    made(
                            "%d.%d.%d.%d"
                                    .formatted(
                                            20 + (i >> 24), i >> 16 & 255, i >> 8 & 255, i & 255),
                            i,
                            now));
        }
        producer.flush();
        Result.say("published %,d decisions in %.1f s", bans, Result.seconds(began));
    }

    private void send(Decision decision) {
        producer.send(
                new ProducerRecord<>(
                        Topics.DECISIONS.name(),
                        decision.key().getBytes(StandardCharsets.UTF_8),
                        Topics.DECISIONS.encode(decision)));
    }

    private static Decision made(String client, long revision, Instant now) {
        var address = Address.parse(client);
        return new Decision.Made(
                Measure.DROP,
                Client.exactly(address),
                List.of(address),
                revision,
                now,
                now,
                now.plus(Duration.ofDays(1)),
                false,
                "refused-again",
                "3 refusals within an hour while rejected",
                null,
                null,
                "popauth",
                List.of(),
                now);
    }

    private Process start() throws IOException {
        var unit = new Unit(root, "popauth-agent.service");
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(unit.flags(app));
        command.addAll(
                List.of(
                        "-Dagent.state-dir=" + state,
                        "-Dagent.firewall.backend=" + backend,
                        "-Dagent.firewall.entries-max=2000000",
                        "-Dagent.decisions-max=2000000",
                        "-Dagent.postfix.enabled=false",
                        "-Dkafka.bootstrap.servers=" + broker,
                        "-Dquarkus.http.host=127.0.0.1",
                        "-jar",
                        app.resolve("popauth-agent.jar").toString()));
        var builder = new ProcessBuilder(command);
        unit.addTo(builder.environment());
        return builder.redirectErrorStream(true)
                .redirectOutput(state.resolve("agent.out").toFile())
                .start();
    }

    private double loaded(Process agent) throws Exception {
        long began = System.nanoTime();
        var log = state.resolve("agent.out");
        until(() -> contains(log, "enforcing begins"));
        Result.say("  JVM, container and reading of all decisions: %.1f s", Result.seconds(began));
        long read = System.nanoTime();
        untilSeldom(
                () -> figures.metric("popauth_agent_last_reconcile_seconds{measure=\"drop\"}") > 0);
        Result.say("  from there to all in the kernel: %.1f s", Result.seconds(read));
        Result.say(
                "  wanted at the first look: %.0f",
                figures.metric("popauth_agent_entries{measure=\"drop\",state=\"wanted\"}"));
        return Result.seconds(began);
    }

    /// Each decision has its line and its report.
    private void told(long began) {
        var effects = "popauth_agent_effects_total{measure=\"drop\",outcome=\"applied\"}";
        untilSeldom(() -> figures.metric(effects) >= bans + SAMPLES);
        Result.say(
                "all told after %.1f s, of which one more and one less took a part; reports lost:"
                        + " %.0f",
                Result.seconds(began), figures.metric("popauth_agent_reports_lost_total"));
    }

    /// One more and one less, through broker and agent.
    private void one(String when) throws Exception {
        pause(5);
        var more = new ArrayList<Double>();
        var less = new ArrayList<Double>();
        for (int i = 0; i < SAMPLES; i++) {
            var client = "203.0.%d.%d".formatted(112 + i / 250, i % 250 + 1);
            send(made(client, ++revision, Instant.now()));
            more.add(delay(revision));
            pause(0.02);
            var address = Client.parse(client);
            var now = Instant.now();
            send(
                    new Decision.Withdrawn(
                            Measure.DROP,
                            address,
                            ++revision,
                            now,
                            false,
                            "login",
                            "a login",
                            "popauth",
                            List.of(),
                            now));
            less.add(delay(revision));
            pause(0.02);
        }
        Result.say(
                "one more %s, decision to kernel, over the broker: %s", when, Result.spread(more));
        Result.say("one less %s: %s", when, Result.spread(less));
    }

    private double delay(long wanted) {
        var found = new Enforcement.Enforced[1];
        until(
                () -> {
                    for (var it : consumer.poll(Duration.ofMillis(5))) {
                        if (Topics.ENFORCEMENTS.decode(it.value())
                                        instanceof Decoded.Value<Enforcement>(var value)
                                && value instanceof Enforcement.Enforced enforced
                                && enforced.revision() == wanted) {
                            found[0] = enforced;
                        }
                    }
                    return found[0] != null;
                });
        return found[0].delay() == null ? -1 : found[0].delay().toNanos() / 1e6;
    }

    private void rest(Process agent) throws Exception {
        pause(5);
        Result.say("at rest with %,d: %s", bans, atRest(agent));
    }

    private String atRest(Process agent) throws Exception {
        double before = Figures.cpu(agent);
        pause(REST_SECONDS);
        double share = (Figures.cpu(agent) - before) / REST_SECONDS * 100;
        return "%.2f %% of a core, %s".formatted(share, Figures.memory(agent));
    }

    private void repair() throws Exception {
        if (!backend.equals("nftables")) {
            return;
        }
        run("nft", "flush", "chain", "inet", "popauth", "input");
        long began = System.nanoTime();
        until(() -> contains(state.resolve("popauth.log"), "repaired firewall"));
        Result.say("a flushed chain is in order and reported after %.1f s", Result.seconds(began));
        run("nft", "delete", "table", "inet", "popauth");
        began = System.nanoTime();
        until(() -> contains(state.resolve("popauth.log"), "is not there"));
        Result.say(
                "a deleted table is there again and reported after %.1f s", Result.seconds(began));
    }

    /// After a reboot: the kernel knows nothing.
    private void restart() throws Exception {
        if (backend.equals("nftables")) {
            run("nft", "flush", "ruleset");
        } else {
            run("iptables", "-F", "INPUT");
            run("ip6tables", "-F", "INPUT");
            run("iptables", "-F", "POPAUTH");
            run("ip6tables", "-F", "POPAUTH");
            run("ipset", "flush");
        }
        long began = System.nanoTime();
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(new Unit(root, "popauth-restore.service").flags(app));
        command.addAll(
                List.of(
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        app.resolve("popauth-agent.jar").toString(),
                        "-Dagent.state-dir=" + state,
                        "-Dagent.firewall.backend=" + backend,
                        "-Dagent.firewall.entries-max=2000000",
                        "-Dagent.postfix.enabled=false",
                        "org.popauth.enforcer.AgentCommand",
                        "restore"));
        run(command.toArray(String[]::new));
        Result.say(
                "restore of %,d from the file (%,d bytes), without broker: %.1f s",
                bans, Files.size(state.resolve("standing")), Result.seconds(began));
    }

    /// Connections to a closed port: two packets each through the rules.
    private static String refusals() throws IOException {
        var server = InetAddress.getByName("198.51.100.1");
        int rounds = 20_000;
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long began = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                try (var _ = new Socket(server, 25)) {
                    throw new IOException("port 25 is open");
                } catch (ConnectException _) {
                    continue;
                }
            }
            best = Math.min(best, System.nanoTime() - began);
        }
        return "%.2f µs for a refused connection".formatted(best / 1e3 / rounds);
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    private static void until(BooleanSupplier condition) {
        until(condition, 0.02);
    }

    /// Asking costs the agent something.
    private static void untilSeldom(BooleanSupplier condition) {
        until(condition, 0.2);
    }

    private static void until(BooleanSupplier condition, double every) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("this took longer than " + PATIENCE);
            }
            pause(every);
        }
    }

    private static void pause(double seconds) {
        java.util.concurrent.locks.LockSupport.parkNanos((long) (seconds * 1e9));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(Arrays.toString(command) + " failed");
        }
    }
}
