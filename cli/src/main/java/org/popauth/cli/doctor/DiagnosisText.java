package org.popauth.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.doctor.checks.Area;
import org.popauth.cli.doctor.checks.Finding;
import org.popauth.cli.doctor.checks.Verdict;
import org.popauth.cli.terminal.Paint;
import org.popauth.cli.terminal.Terminal;
import org.popauth.events.Printable;

/// Prints findings for people.
final class DiagnosisText {

    private static final int INDENT = 12;
    private static final int SAYS_CHARS_MAX = 1000;

    private final Terminal terminal;

    DiagnosisText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(List<Finding> findings) {
        @Nullable Area area = null;
        for (var each : findings) {
            if (each.area() != area) {
                area = each.area();
                terminal.out().println(Paint.STRONG.on(area.title(), terminal.isTerminal()));
            }
            print(each);
        }
    }

    private void print(Finding finding) {
        var verdict = painted(finding.verdict(), terminal.isTerminal());
        var padding = " ".repeat(INDENT - 2 - finding.verdict().word().length());
        var says = Printable.of(finding.says(), SAYS_CHARS_MAX);
        terminal.print("  " + verdict + padding + says, INDENT);
        if (!finding.lines().isEmpty()) {
            terminal.out().println(" ".repeat(INDENT) + "-> " + finding.file() + ":");
            for (var line : finding.lines()) {
                terminal.out().println(" ".repeat(INDENT + 3) + Printable.of(line, SAYS_CHARS_MAX));
            }
        }
    }

    static String painted(Verdict verdict, boolean colour) {
        var paint =
                switch (verdict) {
                    case ok -> Paint.GOOD;
                    case skipped -> Paint.DIM;
                    case warning, unknown -> Paint.ODD;
                    case wrong -> Paint.BAD;
                };
        return paint.on(verdict.word(), colour);
    }

    void printCounts(List<Finding> findings) {
        var counts = new ArrayList<String>();
        count(findings, Verdict.wrong, "wrong", counts);
        count(findings, Verdict.unknown, "could not be looked at", counts);
        count(findings, Verdict.warning, "to look at", counts);
        count(findings, Verdict.ok, "right", counts);
        terminal.out().println();
        terminal.out().println(String.join(", ", counts));
        if (findings.stream().anyMatch(it -> !it.changes().isEmpty())) {
            terminal.out().println("`popauth doctor --fix` offers changes, one by one.");
        }
    }

    private static void count(
            List<Finding> findings, Verdict verdict, String words, List<String> counts) {
        long count = findings.stream().filter(it -> it.verdict() == verdict).count();
        if (count > 0 || verdict == Verdict.wrong) {
            counts.add(count + " " + words);
        }
    }
}
