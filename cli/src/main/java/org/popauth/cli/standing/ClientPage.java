package org.popauth.cli.standing;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

    void print(ClientView view) {
        head(view.client().toString());
        if (view.protectedBy() != null) {
            line("Nothing is decided against it: " + printable(view.protectedBy()));
        }
        var standing = ClientView.orEmpty(view.standing());
        if (standing.isEmpty()) {
            line("Nothing stands for it.");
        }
        standing.forEach(this::print);
        section("Why", ClientView.orEmpty(view.explanation()), ClientPage::printable);
        var offences = view.offences() == null ? Map.<String, Long>of() : view.offences();
        if (!offences.isEmpty()) {
            head("Offences that still count");
            line(
                    offences.entrySet().stream()
                            .map(each -> printable(each.getKey()) + " " + each.getValue())
                            .collect(Collectors.joining(", ")));
        }
        section("Events, newest first", ClientView.orEmpty(view.events()), this::text);
        section("Decisions, newest first", ClientView.orEmpty(view.history()), this::text);
    }

    private void print(Decision.Made made) {
        var measure = made.measure().toString();
        line(
                DecisionText.paint(made.measure()).on(measure, terminal.isTerminal())
                        + " until "
                        + Times.local().of(made.until())
                        + "  "
                        + DecisionText.why(made));
        if (made.reply() != null) {
            line("       reply: " + printable(made.reply()));
        }
    }

    private String text(MailEvent event) {
        var what = EventText.paint(event).on(EventText.what(event), terminal.isTerminal());
        return Times.local().of(event.at())
                + "  "
                + what
                + " at "
                + event.host()
                + "\n      "
                + Paint.DIM.on(printable(event.line()), terminal.isTerminal());
    }

    private String text(Decision decision) {
        var what =
                switch (decision) {
                    case Decision.Made made ->
                            made.measure() + " until " + Times.local().of(made.until());
                    case Decision.Withdrawn withdrawn -> withdrawn.measure() + " withdrawn";
                };
        return Times.local().of(decision.at()) + "  " + what + "  " + DecisionText.why(decision);
    }

    private <T> void section(String title, List<T> items, Function<T, String> text) {
        if (items.isEmpty()) {
            return;
        }
        head(title);
        items.stream().limit(last).map(text).forEach(this::line);
        if (items.size() > last) {
            line("... and " + (items.size() - last) + " more, see --last");
        }
    }

    private void head(String text) {
        terminal.out().println(Paint.STRONG.on(text, terminal.isTerminal()));
    }

    private void line(String text) {
        terminal.out().println("  " + text);
    }

    private static String printable(String text) {
        return Printable.of(text, LINE_CHARS_MAX);
    }
}
