package org.popauth.cli.standing;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.instance.InstanceOptions;
import org.popauth.cli.options.HelpOption;
import org.popauth.cli.terminal.JsonOutput;
import org.popauth.cli.terminal.OutputFormat;
import org.popauth.cli.terminal.Terminal;
import org.popauth.events.Measure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popauth list`: what stands now.
@Command(name = "list", description = "Lists who may relay, who is rejected, who is dropped.")
public final class ListCommand implements Callable<Integer> {

    /// What to list.
    enum What {
        grants(Measure.RELAY),
        rejects(Measure.REJECT),
        drops(Measure.DROP),
        all(null);

        private final @Nullable Measure measure;

        What(@Nullable Measure measure) {
            this.measure = measure;
        }
    }

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            defaultValue = "all",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    What what;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "The most to list. Default: ${DEFAULT-VALUE}")
    int limit;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    OutputFormat output;

    @Mixin InstanceOptions instance;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public ListCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var standing = new Standing(instance.open()).list(what.measure, Math.max(limit, 1));
        if (output == OutputFormat.json) {
            JsonOutput.print(terminal, standing);
            return 0;
        }
        if (!standing.items().isEmpty()) {
            new StandingTable(terminal, clock.instant()).print(standing.items());
        }
        printCounts(standing);
        return 0;
    }

    private void printCounts(Standing.Page standing) {
        var counts = new EnumMap<Measure, Integer>(Measure.class);
        standing.items().forEach(each -> counts.merge(each.measure(), 1, Integer::sum));
        var text =
                counts.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
        long more = standing.total() - standing.items().size();
        terminal.out()
                .println(
                        String.format(Locale.ROOT, "%d standing", standing.total())
                                + (counts.isEmpty() ? "" : text)
                                + (more > 0 ? "; " + more + " not listed, see --limit" : ""));
    }
}
