package org.popauth.cli.standing;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.popauth.cli.terminal.Paint;
import org.popauth.cli.terminal.Terminal;
import org.popauth.cli.text.DecisionText;
import org.popauth.cli.text.EventText;
import org.popauth.cli.text.Times;
import org.popauth.events.Decision;
import org.popauth.events.MailEvent;
import org.popauth.events.Printable;

/// A client's page for the terminal.
///
/// @param last the most events and past decisions to show
record ClientPage(Terminal terminal, int last) {

    private static final int LINE_CHARS_MAX = 400;
    private static final int MEASURE_CHARS = 6;

    void print(ClientView view) {
        head(view.client().toString());
        var explanation = ClientView.orEmpty(view.explanation());
        if (explanation.isEmpty()) {
            explain(view);
        }
        ClientView.orEmpty(view.standing()).forEach(this::print);
        if (!explanation.isEmpty()) {
            head("Why");
            explanation.forEach(sentence -> line(printable(sentence)));
        }
        section("Events, newest first", ClientView.orEmpty(view.events()), this::print);
        section("Decisions, newest first", ClientView.orEmpty(view.history()), this::print);
    }

    /// Says what an instance left to the reader.
    private void explain(ClientView view) {
        if (view.protectedBy() != null) {
            line("Nothing is decided against it: " + printable(view.protectedBy()));
        }
        if (ClientView.orEmpty(view.standing()).isEmpty()) {
            line("Nothing stands for it.");
        }
        var offences = view.offences() == null ? Map.<String, Long>of() : view.offences();
        if (!offences.isEmpty()) {
            line(
                    offences.entrySet().stream()
                            .map(each -> each.getValue() + " " + printable(each.getKey()))
                            .collect(Collectors.joining(", ", "Offences that count now: ", ".")));
        }
    }

    private void print(Decision.Made made) {
        var measure = made.measure().toString();
        line(
                DecisionText.paint(made.measure()).on(measure, terminal.isTerminal())
                        + " ".repeat(Math.max(0, MEASURE_CHARS - measure.length()))
                        + " until "
                        + Times.local().of(made.until())
                        + "  "
                        + DecisionText.why(made));
        if (made.reply() != null) {
            var indent = " ".repeat(MEASURE_CHARS + 3);
            terminal.print(indent + "reply: " + printable(made.reply()), indent.length() + 2);
        }
    }

    private void print(MailEvent event) {
        var what = EventText.paint(event).on(EventText.what(event), terminal.isTerminal());
        line(Times.local().of(event.at()) + "  " + what + " at " + event.host());
        var text = Paint.DIM.on(printable(event.line()), terminal.isTerminal());
        terminal.print("      " + text, 8);
    }

    private void print(Decision decision) {
        var what =
                switch (decision) {
                    case Decision.Made made ->
                            made.measure() + " until " + Times.local().of(made.until());
                    case Decision.Withdrawn withdrawn -> withdrawn.measure() + " withdrawn";
                };
        line(
                Times.local().of(decision.at())
                        + "  "
                        + what
                        + "  "
                        + DecisionText.why(decision)
                        + addresses(decision));
    }

    /// What a decision about a network changed, when it was made anew.
    private static String addresses(Decision decision) {
        return decision instanceof Decision.Made made && !made.client().isExact()
                ? " (" + made.addresses().size() + " of its addresses seen)"
                : "";
    }

    private <T> void section(String title, List<T> items, Consumer<T> print) {
        if (items.isEmpty()) {
            return;
        }
        head(title);
        items.stream().limit(last).forEach(print);
        if (items.size() > last) {
            line("... and " + (items.size() - last) + " more, see --last");
        }
    }

    private void head(String text) {
        terminal.out().println(Paint.STRONG.on(text, terminal.isTerminal()));
    }

    private void line(String text) {
        terminal.print("  " + text, 4);
    }

    private static String printable(String text) {
        return Printable.of(text, LINE_CHARS_MAX);
    }
}
