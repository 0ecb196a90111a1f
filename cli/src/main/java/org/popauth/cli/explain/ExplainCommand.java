package org.popauth.cli.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.options.HelpOption;
import org.popauth.cli.terminal.CommandFailed;
import org.popauth.cli.terminal.Terminal;
import org.popauth.cli.text.Times;
import org.popauth.events.MailHost;
import org.popauth.maillog.MailLogSettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popauth explain [FILE...]`: what is recognised in each line.
@Command(
        name = "explain",
        description = "Reads log lines and prints what it makes of each. Needs no instance.")
public final class ExplainCommand implements Callable<Integer> {

    /// How lines are printed.
    enum Form {
        text,
        json,
        jsonl
    }

    /// When to use colours.
    enum When {
        auto,
        always,
        never
    }

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description =
                    "Logs, also those packed by gzip. Default: standard input, which is also called -")
    @Nullable List<String> files;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = {
                "One of ${COMPLETION-CANDIDATES}; json is the same as jsonl: one object for each line.",
                "Default: ${DEFAULT-VALUE}"
            })
    Form output;

    @Option(
            names = "--patterns",
            paramLabel = "FILE",
            description =
                    "Your own patterns, in YAML, for lines of which popAuth knows nothing; their"
                            + " samples are tried first.")
    @Nullable Path patterns;

    @Option(
            names = "--check",
            description = "Only checks the patterns and their samples, and reads no lines.")
    boolean check;

    @Option(
            names = "--fields",
            negatable = true,
            description =
                    "Also says where in the line each value stood, in bytes; by colour where colours"
                            + " are used, which is the default there.")
    @Nullable Boolean fields;

    @Option(names = "--summary", description = "Only the counts, when all lines are read.")
    boolean summary;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = "localhost",
            description = "The mail host of lines that name none. Default: ${DEFAULT-VALUE}")
    MailHost host;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description =
                    "The time zone of lines that name none: Europe/Berlin, UTC, +01:00. Default: this"
                            + " machine's")
    @Nullable ZoneId zone;

    @ArgGroup Newest newest = new Newest();

    @Option(
            names = "--ipv6-prefix-length",
            paramLabel = "N",
            defaultValue = "64",
            description = "Which networks count as one IPv6 client. Default: ${DEFAULT-VALUE}")
    int ipv6PrefixLength;

    @Option(
            names = {"--color", "--colour"},
            paramLabel = "WHEN",
            defaultValue = "auto",
            description =
                    "One of ${COMPLETION-CANDIDATES}. Default: auto, only on a terminal, and not when"
                            + " NO_COLOR is set")
    When color;

    /// When the newest line was written, which gives the others their year.
    static final class Newest {
        @Option(
                names = "--year",
                paramLabel = "YEAR",
                description = "The year of lines that name none.")
        @Nullable Integer year;

        @Option(
                names = "--now",
                paramLabel = "INSTANT",
                description = {
                    "When the newest line was written, e.g. 2026-03-01T12:00:00Z: a line without a year"
                            + " is from the year before that.",
                    "Default: when the file was last changed; now for standard input"
                })
        @Nullable Instant now;
    }

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public ExplainCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var read = PatternOption.read(patterns, check, terminal);
        if (check) {
            return 0;
        }
        var inputs = (files == null ? List.of("-") : files).stream().map(Input::of).toList();
        var report = report(inputs.size() > 1);
        var settings = new MailLogSettings(host, theZone(), checkedPrefixLength()).with(read);
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
        return switch (color) {
            case auto -> terminal.isTerminal();
            case always -> true;
            case never -> false;
        };
    }

    private boolean withFields() {
        boolean byDefault = output == Form.text && colour();
        return !summary && (fields == null ? byDefault : fields);
    }

    private Report report(boolean named) {
        boolean colour = colour();
        if (summary) {
            return new SummaryReport(terminal, new Summary(), output != Form.text, colour);
        }
        return switch (output) {
            case text ->
                    new TextReport(
                            terminal.out(),
                            new Times(theZone()),
                            named,
                            colour,
                            withFields() ? new FieldText(colour) : null);
            case json, jsonl -> new JsonLinesReport(terminal.out(), named);
        };
    }

    private ZoneId theZone() {
        return zone == null ? ZoneId.systemDefault() : zone;
    }

    private Instant newest(Input input) {
        if (newest.year != null) {
            if (newest.year < 1970 || newest.year > 9999) {
                throw new CommandFailed("--year must be 1970 to 9999: " + newest.year);
            }
            var endOfYear = LocalDate.of(newest.year + 1, 1, 1).atStartOfDay(theZone());
            return endOfYear.minusSeconds(1).toInstant();
        }
        return newest.now != null ? newest.now : input.newest(clock::instant);
    }

    private int checkedPrefixLength() {
        if (ipv6PrefixLength < 1 || ipv6PrefixLength > 128) {
            throw new CommandFailed("--ipv6-prefix-length must be 1 to 128: " + ipv6PrefixLength);
        }
        return ipv6PrefixLength;
    }
}
