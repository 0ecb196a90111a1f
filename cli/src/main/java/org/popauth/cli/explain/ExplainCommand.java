package org.popauth.cli.explain;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.popauth.cli.explain.ExplainOptions.Form;
import org.popauth.cli.terminal.CommandFailed;
import org.popauth.cli.terminal.Terminal;
import org.popauth.cli.text.Times;
import org.popauth.maillog.MailLogSettings;
import picocli.CommandLine.Model.CommandSpec;

/// `popauth explain [FILE...]`: what is recognised in each line.
public final class ExplainCommand implements Callable<Integer> {

    private final ExplainOptions options = new ExplainOptions();
    private final Terminal terminal;
    private final Clock clock;

    private ExplainCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /// The command as picocli knows it.
    public static CommandSpec of(Terminal terminal, Clock clock) {
        var command = new ExplainCommand(terminal, clock);
        return command.options.of(command);
    }

    @Override
    public Integer call() {
        var read = PatternOption.read(options.patterns(), options.check(), terminal);
        if (options.check()) {
            return 0;
        }
        var inputs = options.files().stream().map(Input::of).toList();
        var report = report(inputs.size() > 1);
        var settings =
                new MailLogSettings(options.host(), options.zone(), checkedPrefixLength())
                        .with(read);
        for (var input : inputs) {
            explain(input, new Explainer(input, settings, newest(input), withFields()), report);
        }
        end(report);
        return 0;
    }

    private void end(Report report) {
        report.end();
        terminal.out().flush();
    }

    private void explain(Input input, Explainer explainer, Report report) {
        try (var in = input.open(terminal.in())) {
            explainer.explain(in, report, terminal);
        } catch (IOException e) {
            end(report);
            throw input.unreadable(e);
        }
    }

    private boolean colour() {
        return switch (options.color()) {
            case auto -> terminal.isTerminal();
            case always -> true;
            case never -> false;
        };
    }

    private boolean withFields() {
        var asked = options.fields();
        boolean byDefault = options.output() == Form.text && colour();
        return !options.summary() && (asked == null ? byDefault : asked);
    }

    private Report report(boolean named) {
        boolean colour = colour();
        var output = options.output();
        if (options.summary()) {
            return new SummaryReport(terminal, new Summary(), output != Form.text, colour);
        }
        return switch (output) {
            case text ->
                    new TextReport(
                            terminal.out(),
                            new Times(options.zone()),
                            named,
                            colour,
                            withFields() ? new FieldText(colour) : null);
            case json, jsonl -> new JsonLinesReport(terminal.out(), named);
        };
    }

    private Instant newest(Input input) {
        var year = options.year();
        if (year != null) {
            if (year < 1970 || year > 9999) {
                throw new CommandFailed("--year must be 1970 to 9999: " + year);
            }
            var endOfYear = LocalDate.of(year + 1, 1, 1).atStartOfDay(options.zone());
            return endOfYear.minusSeconds(1).toInstant();
        }
        var now = options.now();
        return now == null ? input.newest(clock::instant) : now;
    }

    private int checkedPrefixLength() {
        int length = options.ipv6PrefixLength();
        if (length < 1 || length > 128) {
            throw new CommandFailed("--ipv6-prefix-length must be 1 to 128: " + length);
        }
        return length;
    }
}
