package org.popauth.enforcer.live;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.config.AgentConfig.WholeNetworks;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.desired.Question;
import org.popauth.enforcer.reconcile.Board;
import org.popauth.events.Measure;

/// The two tables as the servers see them. Whenever something is not certain they say nothing: then
/// Postfix goes on as if popAuth were not there, and nobody may relay.
final class Tables {

    private static final String RELAY = "popauth_checks";
    private static final String REJECT = "rbl_cache";

    private final Board board;
    private final Supplier<Guard> guard;
    private final AgentClock clock;
    private final WholeNetworks wholeNetworks;
    private final Duration staleAfter;
    private final Audit audit;
    private final Map<Reply.Kind, LongAdder> counts = new EnumMap<>(Reply.Kind.class);

    Tables(
            Board board,
            Supplier<Guard> guard,
            AgentClock clock,
            WholeNetworks wholeNetworks,
            Duration staleAfter,
            Audit audit) {
        this.board = board;
        this.guard = guard;
        this.clock = clock;
        this.wholeNetworks = wholeNetworks;
        this.staleAfter = staleAfter;
        this.audit = audit;
        for (var kind : Reply.Kind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    /// What a table says about a key.
    ///
    /// @param key what Postfix asks for: an address, but also a host name, or `unknown`
    /// @param asked how it was asked and about which mail, for `popauth.log`
    Reply ask(String table, String key, Supplier<String> asked) {
        var reply =
                switch (table) {
                    case RELAY -> ask(Measure.RELAY, key, asked);
                    case REJECT -> ask(Measure.REJECT, key, asked);
                    default -> Reply.MALFORMED;
                };
        return counted(reply);
    }

    /// A request that could not be read.
    Reply malformed() {
        return counted(Reply.MALFORMED);
    }

    private Reply counted(Reply reply) {
        var counter = counts.get(reply.kind());
        if (counter != null) {
            counter.increment();
        }
        return reply;
    }

    private Reply ask(Measure measure, String key, Supplier<String> asked) {
        var address = Keys.address(key);
        if (address == null) {
            return Reply.NOTHING;
        }
        var now = clock.now();
        var oldest = now.minus(staleAfter);
        if (!board.isReliable(oldest)) {
            return Reply.DOUBTFUL;
        }
        var question = new Question(measure, address, speaksForNetworks(measure));
        var answer = board.answer(question, now, oldest, guard.get());
        if (answer.isPresent() && measure == Measure.RELAY) {
            audit.allowed(now, address, answer.get(), asked.get());
            // It may have ended while that was written down.
            answer = board.answer(question, clock.now(), oldest, guard.get());
        }
        return answer.map(it -> new Reply(kind(measure), it.value())).orElse(Reply.NOTHING);
    }

    private static Reply.Kind kind(Measure measure) {
        return measure == Measure.RELAY ? Reply.Kind.GRANTED : Reply.Kind.REJECTED;
    }

    private boolean speaksForNetworks(Measure measure) {
        return switch (wholeNetworks) {
            case NONE -> false;
            case REJECT -> measure == Measure.REJECT;
            case ALL -> true;
        };
    }

    /// How many answers of a kind were given.
    long count(Reply.Kind kind) {
        var counter = counts.get(kind);
        return counter == null ? 0 : counter.sum();
    }
}
