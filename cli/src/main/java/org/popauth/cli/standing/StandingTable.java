package org.popauth.cli.standing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.popauth.cli.options.LengthOfTime;
import org.popauth.cli.terminal.Paint;
import org.popauth.cli.terminal.Terminal;
import org.popauth.cli.text.DecisionText;
import org.popauth.cli.text.Times;
import org.popauth.events.Decision;

/// What stands, in columns that are as wide as what is in them.
///
/// @param now the present, for how long each measure has left
record StandingTable(Terminal terminal, Instant now) {

    private static final int MEASURE_CHARS = 7;
    private static final int GAPS_CHARS = 5;

    /// The room for reasons below which they get a line of their own.
    private static final int REASON_CHARS_MIN = 40;

    void print(List<Decision.Made> items) {
        int client = width("CLIENT", items, made -> made.client().toString());
        int until = width("UNTIL", items, this::until);
        var head = cell("MEASURE", MEASURE_CHARS + 1) + cell("CLIENT", client + 2);
        terminal.out()
                .println(
                        Paint.STRONG.on(
                                head + cell("UNTIL", until + 2) + "WHY", terminal.isTerminal()));
        items.forEach(made -> print(made, client, until));
    }

    private static int width(
            String head, List<Decision.Made> items, Function<Decision.Made, String> text) {
        return items.stream().map(text).mapToInt(String::length).reduce(head.length(), Math::max);
    }

    private static String cell(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private void print(Decision.Made made, int client, int until) {
        var measure =
                DecisionText.paint(made.measure())
                        .on(made.measure().toString(), terminal.isTerminal());
        var pad = " ".repeat(MEASURE_CHARS + 1 - made.measure().toString().length());
        var line = measure + pad + cell(made.client().toString(), client + 2);
        int indent = MEASURE_CHARS + client + until + GAPS_CHARS;
        if (terminal.columns() > 0 && terminal.columns() - indent < REASON_CHARS_MIN) {
            terminal.out().println(line + until(made));
            terminal.print(" ".repeat(MEASURE_CHARS + 1) + DecisionText.why(made), 8);
        } else {
            terminal.print(line + cell(until(made), until + 2) + DecisionText.why(made), indent);
        }
    }

    private String until(Decision.Made made) {
        var left = LengthOfTime.text(Duration.between(now, made.until()));
        return Times.local().of(made.until()) + " (" + left + ")";
    }
}
