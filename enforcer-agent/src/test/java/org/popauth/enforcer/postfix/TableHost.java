package org.popauth.enforcer.postfix;

import static org.popauth.enforcer.Decisions.START;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.reconcile.Board;
import org.popauth.enforcer.reconcile.Effect;
import org.popauth.enforcer.reconcile.Keeper;
import org.popauth.enforcer.reconcile.TablePlace;
import org.popauth.events.Decision;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;

/// The agent's keeper of a table, pass by pass, on the tools of a real Postfix; its clock stands
/// still.
final class TableHost {

    static final Path POSTCONF = Path.of("/usr/sbin/postconf");
    static final Path POSTMAP = Path.of("/usr/sbin/postmap");

    private final Board board = new Board(1_000_000);
    private final List<Effect> told = new ArrayList<>();
    private final Path source;
    private final Keeper keeper;
    private long offset;

    TableHost(Measure measure, Path source, Path config) {
        this.source = source;
        var table = new PostfixTable(source, postfix(config), Optional.empty());
        keeper =
                new Keeper(
                        new TablePlace(measure, table, List.of()),
                        board,
                        () -> new Guard(List.of(), 48),
                        AgentClock.fixedAt(START),
                        Duration.ofSeconds(5),
                        told::addAll);
    }

    static Postfix postfix(Path... config) {
        return new Postfix(new Commands(Duration.ofMinutes(2)), POSTCONF, POSTMAP, List.of(config));
    }

    /// Everything was read; the table is made.
    TableHost ready() {
        board.caughtUp();
        look();
        return this;
    }

    void decided(Decision... decisions) {
        offset += decisions.length;
        board.take(batch -> List.of(decisions).forEach(batch::accept), Map.of(0, offset));
        keeper.pass(false);
    }

    /// What the agent does regularly.
    void look() {
        keeper.pass(true);
    }

    List<Effect> told() {
        return List.copyOf(told);
    }

    List<Outcome> outcomes() {
        return told.stream().map(Effect::outcome).toList();
    }

    List<String> problems() {
        return keeper.report().problems();
    }

    Path index(TableType type) {
        return Path.of(source + type.suffix());
    }
}
