import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.FirewallSettings;
import org.popauth.enforcer.firewall.NftablesFirewall;
import org.popauth.events.Network;

/// nftables alone, without decisions and broker, with what it holds.
final class FirewallAlone {

    private static final int SAMPLES = 500;

    private FirewallAlone() {}

    /// Measures, and withdraws everything.
    static void measure() {
        var firewall =
                new NftablesFirewall(
                        new Commands(Duration.ofSeconds(60)),
                        Path.of("/usr/sbin/nft"),
                        new FirewallSettings(List.of(25, 465, 587), 2_000_000));
        firewall.prepare(List.of(), Instant.now());
        long began = System.nanoTime();
        var count = new int[1];
        for (int part = 0; part < firewall.parts(); part++) {
            firewall.look(part, Instant.now(), (_, _, _, _) -> count[0]++);
        }
        Result.say("a look at all %,d in the kernel: %.1f s", count[0], Result.seconds(began));
        var more = new ArrayList<Double>();
        var less = new ArrayList<Double>();
        for (int i = 0; i < SAMPLES; i++) {
            var network = Network.parse("203.0.%d.%d".formatted(112 + i / 250, i % 250 + 1));
            var until = Instant.now().plusSeconds(600);
            began = System.nanoTime();
            firewall.apply(List.of(new Firewall.Change.Add(network, until)), Instant.now());
            more.add((System.nanoTime() - began) / 1e6);
            began = System.nanoTime();
            firewall.apply(List.of(new Firewall.Change.Release(network)), Instant.now());
            less.add((System.nanoTime() - began) / 1e6);
        }
        Result.say("one more, firewall alone: %s", Result.spread(more));
        Result.say("one less, firewall alone: %s", Result.spread(less));
        firewall.withdraw();
    }
}
