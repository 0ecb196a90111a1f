package org.popauth.enforcer.firewall;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.exec.KeptOpen;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.enforcer.exec.Stdout;
import org.popauth.events.Network;

/// The table `inet popauth` of nftables: hash sets with kernel timeouts, before the filters of the
/// distribution, the allow-list first. A few changes go to an nft that is kept open, more to one of
/// their own, in one transaction; thousands to two at once, since an nft has use for one processor.
/// Not thread-safe.
public final class NftablesFirewall implements Firewall {

    /// nft needs about 400 bytes of memory for each element of a transaction.
    private static final int TRANSACTION_MAX = 50_000;

    /// nft reads what it is told by hand one character at a time.
    private static final int BY_HAND_MAX = 20;

    /// From so many on, each of two nft gets a half.
    private static final int HALVED_MIN = 5_000;

    private static final String LIST = "list table inet popauth";

    private static final Executor ASIDE = task -> Thread.ofVirtual().start(task);

    private static final Elements NOBODY = (_, _, _, _) -> {};

    private final Commands commands;
    private final Path nft;
    private final KeptOpen open;

    /// Asked by whoever looks, while nobody is dropped.
    private final KeptOpen asked;

    private final FirewallSettings settings;

    /// The prefix lengths of IPv6 that have sets: none before the first client is dropped, since
    /// each set makes every look longer. Whoever looks may read it meanwhile.
    private final SortedSet<Integer> lengths = new ConcurrentSkipListSet<>();

    private List<Network> allowed = List.of();

    /// The parts of a table that was just created: nobody can be in them, so the first look at each
    /// lists nothing. Whoever looks takes from it while changes are made.
    private final Set<Integer> created = ConcurrentHashMap.newKeySet();

    private final LastListing last = new LastListing();

    /// What the table was like, without its elements, when it was last put in order.
    private volatile List<String> order = List.of();

    /// What its allow-list was like then.
    private volatile List<String> allowList = List.of();

    public NftablesFirewall(Commands commands, Path nft, FirewallSettings settings) {
        this.commands = commands;
        this.nft = nft;
        this.open = commands.keepOpen(nft, "-i");
        this.asked = commands.keepOpen(nft, "-j", "-i");
        this.settings = settings;
    }

    @Override
    public String name() {
        return "nftables";
    }

    @Override
    public void prepare(Collection<Network> allowed, Instant now) {
        this.allowed = List.copyOf(allowed);
        var found = structure();
        lengths.addAll(found.lengths());
        var script = new NftScript(settings).skeleton(this.allowed, lengths);
        script.without(others(found.chains(), "input"), others(found.sets(), "allow4", "allow6"));
        run(script);
        if (found.parts().isEmpty()) {
            IntStream.range(0, parts()).forEach(created::add);
        }
        order = structure().parts();
        allowList = allowList();
    }

    private List<String> allowList() {
        var list = new ArrayList<String>();
        for (var set : List.of("allow4", "allow6")) {
            var found = listing(Instant.EPOCH, NOBODY, "list", "set", "inet", "popauth", set);
            list.addAll(found.allowed());
        }
        return list;
    }

    private Set<String> others(Set<String> names, String... ours) {
        var others = new HashSet<>(names);
        others.removeAll(NftSets.names(lengths));
        others.removeAll(List.of(ours));
        return others;
    }

    @Override
    public Optional<String> disorder() {
        return disorder(structure(), this::allowList);
    }

    private Optional<String> disorder(NftListing found, Supplier<List<String>> allowFound) {
        if (found.parts().equals(order) && !order.isEmpty()) {
            return allowFound.get().equals(allowList)
                    ? Optional.empty()
                    : Optional.of("the allow-list in table inet popauth was changed");
        }
        if (found.parts().isEmpty()) {
            return Optional.of("table inet popauth is not there");
        }
        var missing = new ArrayList<>(order);
        found.parts().forEach(missing::remove);
        var more = new ArrayList<>(found.parts());
        order.forEach(more::remove);
        return Optional.of(
                "table inet popauth was changed: "
                        + missing.size()
                        + " parts are missing, "
                        + more.size()
                        + " were added"
                        + (more.isEmpty() ? "" : ", the first is " + more.getFirst()));
    }

    @Override
    public Optional<String> look(Instant now, Elements elements) {
        var found =
                unchanged()
                        .orElseGet(
                                () -> listing(in -> last.read(in, now, elements), LIST.split(" ")));
        return disorder(found, found::allowed);
    }

    /// The last listing, when nobody was in it and an nft that is kept open says the same. Whatever
    /// it says otherwise is for one that is started anew to say.
    private Optional<NftListing> unchanged() {
        return last.isOfNobody() ? asked.answer(LIST).flatMap(last::ifItIs) : Optional.empty();
    }

    /// The table without the elements of its sets. A list of the table alone would fetch them all.
    private NftListing structure() {
        return listing(Instant.EPOCH, NOBODY, "-t", "list", "ruleset", "inet");
    }

    private NftListing listing(Instant now, Elements elements, String... what) {
        return listing(in -> NftListing.read(in, now, elements), what);
    }

    private NftListing listing(Stdout<NftListing> reader, String... what) {
        var arguments = new ArrayList<String>(List.of("-j"));
        arguments.addAll(List.of(what));
        var finished = commands.run(Stdin.EMPTY, reader, nft, arguments.toArray(String[]::new));
        if (!finished.ok() && finished.errors().contains("No such file or directory")) {
            return NftListing.NONE;
        }
        return finished.orThrow();
    }

    @Override
    public int parts() {
        return NftSets.SHARDS;
    }

    @Override
    public void look(int part, Instant now, Elements elements) {
        if (created.remove(part)) {
            return;
        }
        for (var kind : NftSets.kinds(lengths)) {
            listing(now, elements, "list", "set", "inet", "popauth", kind.set(part));
        }
    }

    @Override
    public void apply(List<? extends Change> changes, Instant now) {
        if (changes.isEmpty()) {
            return;
        }
        boolean newLength = false;
        for (var change : changes) {
            var network = change.network();
            newLength |= !network.address().isIpv4() && lengths.add(network.prefixLength());
            if (!created.isEmpty()) {
                created.remove(NftSets.shardOf(network));
            }
        }
        if (newLength) {
            prepare(allowed, now);
        }
        for (int from = 0; from < changes.size(); from += TRANSACTION_MAX) {
            int to = Math.min(changes.size(), from + TRANSACTION_MAX);
            halve(changes.subList(from, to), now);
        }
    }

    private void halve(List<? extends Change> changes, Instant now) {
        if (changes.size() < HALVED_MIN) {
            transact(changes, now);
            return;
        }
        int middle = changes.size() / 2;
        var first =
                CompletableFuture.runAsync(() -> transact(changes.subList(0, middle), now), ASIDE);
        try {
            transact(changes.subList(middle, changes.size()), now);
        } finally {
            first.handle((_, _) -> true).join();
        }
        join(first);
    }

    private static void join(CompletableFuture<Void> task) {
        try {
            task.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void transact(List<? extends Change> changes, Instant now) {
        if (changes.size() <= BY_HAND_MAX) {
            var script = new NftScript(settings).changes(changes, now).toString();
            if (script.isEmpty() || open.takes(script.strip().replace("\n", "; "))) {
                return;
            }
        }
        commands.run(out -> new NftScript(settings, out).changes(changes, now), nft, "-f", "-")
                .orThrow();
    }

    @Override
    public void withdraw() {
        run("add table " + NftScript.TABLE + "\ndelete table " + NftScript.TABLE + "\n");
        open.close();
        asked.close();
    }

    private void run(Object script) {
        commands.run(Stdin.of(script.toString()), nft, "-f", "-").orThrow();
    }
}
