package org.popauth.cli.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.doctor.checks.Checks;
import org.popauth.cli.doctor.checks.Finding;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.cli.doctor.fix.Edit;
import org.popauth.cli.doctor.fix.Mending;
import org.popauth.cli.doctor.probe.Host;
import org.popauth.cli.terminal.Paint;
import org.popauth.cli.terminal.Terminal;
import org.popauth.events.Printable;

/// Looks, asks about the first change not asked about yet, makes it, and looks again, since one
/// change may make another needless. Whoever says nothing, or anything but yes, says no.
final class Rounds {

    private static final int LINE_CHARS_MAX = 2000;

    private final Terminal terminal;
    private final Host host;
    private final Clock clock;
    private final Mending mending;
    private final BufferedReader answers;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> reloads = new LinkedHashSet<>();
    private List<Finding> findings = List.of();
    private boolean ended;

    Rounds(Terminal terminal, Host host, Clock clock, Mending mending) {
        this.terminal = terminal;
        this.host = host;
        this.clock = clock;
        this.mending = mending;
        this.answers =
                new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    }

    void go() {
        look();
        for (var next = next(); next.isPresent() && !ended; next = next()) {
            offer(next.get());
        }
        if (asked.isEmpty()) {
            terminal.out().println("There is nothing that --fix could change.");
        }
        reloads.forEach(it -> terminal.out().println("To make it so, run: " + it));
        terminal.out().println();
    }

    private void look() {
        findings = Checks.of(host.look(clock.instant()));
    }

    private Optional<Finding> next() {
        return findings.stream()
                .filter(it -> !it.changes().isEmpty())
                .filter(it -> asked.add(it.check() + it.says()))
                .findFirst();
    }

    private void offer(Finding finding) {
        var verdict = DiagnosisText.painted(finding.verdict(), terminal.isTerminal());
        terminal.print(verdict + ": " + Printable.of(finding.says(), LINE_CHARS_MAX), 4);
        switch (mending.prepare(finding.changes())) {
            case Seen.Found<Edit>(var edit) -> offer(edit);
            case Seen.Missing<Edit>(var why) -> leave(why);
            case Seen.Unread<Edit>(var why) -> leave(why);
        }
    }

    private void leave(String why) {
        terminal.out().println("left as it is: " + Printable.of(why, LINE_CHARS_MAX));
    }

    private void offer(Edit edit) {
        terminal.out().println("  in " + edit.file() + (edit.isNew() ? " (a new file):" : ":"));
        for (var line : edit.difference()) {
            terminal.out().println("    " + painted(line));
        }
        if (!agreed()) {
            terminal.out().println("left as it is");
            return;
        }
        var outcome = mending.carryOut(edit);
        terminal.out().println(Printable.of(outcome.says(), LINE_CHARS_MAX));
        if (outcome.done()) {
            reloads.add(mending.reload(edit.daemon()));
            look();
        }
    }

    private String painted(String line) {
        var paint =
                switch (line.charAt(0)) {
                    case '-' -> Paint.BAD;
                    case '+' -> Paint.GOOD;
                    default -> Paint.PLAIN;
                };
        return paint.on(Printable.of(line, LINE_CHARS_MAX), terminal.isTerminal());
    }

    private boolean agreed() {
        terminal.out().print("Change it? [y/N] ");
        terminal.out().flush();
        var answer = answer();
        ended = answer == null;
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    private @Nullable String answer() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the answer", e);
        }
    }
}
