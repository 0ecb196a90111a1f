package org.popauth.cli.explain;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.options.HelpOption;
import org.popauth.events.MailHost;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What `popauth explain` is told.
///
/// Annotations would say the same, but picocli takes a third of the start to read them, and this is
/// the command whose time counts.
final class ExplainOptions {

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

    private final PositionalParamSpec files =
            PositionalParamSpec.builder()
                    .paramLabel("FILE")
                    .arity("0..*")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .description(
                            "Logs, also those packed by gzip. Default: standard input, which is also"
                                    + " called -")
                    .build();

    private final OptionSpec output =
            value(Form.class, "FORMAT", "--output")
                    .defaultValue("text")
                    .description(
                            "One of ${COMPLETION-CANDIDATES}; json is the same as jsonl: one object for"
                                    + " each line.",
                            "Default: ${DEFAULT-VALUE}")
                    .build();

    private final OptionSpec patterns =
            value(Path.class, "FILE", "--patterns")
                    .description(
                            "Your own patterns, in YAML, for lines of which popAuth knows nothing; their"
                                    + " samples are tried first.")
                    .build();

    private final OptionSpec check =
            flag("--check")
                    .description("Only checks the patterns and their samples, and reads no lines.")
                    .build();

    private final OptionSpec fields =
            flag("--fields")
                    .negatable(true)
                    .description(
                            "Also says where in the line each value stood, in bytes; by colour where"
                                    + " colours are used, which is the default there.")
                    .build();

    private final OptionSpec summary =
            flag("--summary").description("Only the counts, when all lines are read.").build();

    private final OptionSpec host =
            value(MailHost.class, "NAME", "--host")
                    .defaultValue("localhost")
                    .description("The mail host of lines that name none. Default: ${DEFAULT-VALUE}")
                    .build();

    private final OptionSpec zone =
            value(ZoneId.class, "ZONE", "--zone")
                    .description(
                            "The time zone of lines that name none: Europe/Berlin, UTC, +01:00. Default:"
                                    + " this machine's")
                    .build();

    private final OptionSpec year =
            value(Integer.class, "YEAR", "--year")
                    .description("The year of lines that name none.")
                    .build();

    private final OptionSpec now =
            value(Instant.class, "INSTANT", "--now")
                    .description(
                            "When the newest line was written, e.g. 2026-03-01T12:00:00Z: a line without"
                                    + " a year is from the year before that.",
                            "Default: when the file was last changed; now for standard input")
                    .build();

    private final OptionSpec ipv6PrefixLength =
            value(Integer.class, "N", "--ipv6-prefix-length")
                    .defaultValue("64")
                    .description(
                            "Which networks count as one IPv6 client. Default: ${DEFAULT-VALUE}")
                    .build();

    private final OptionSpec color =
            value(When.class, "WHEN", "--color", "--colour")
                    .defaultValue("auto")
                    .description(
                            "One of ${COMPLETION-CANDIDATES}. Default: auto, only on a terminal, and not"
                                    + " when NO_COLOR is set")
                    .build();

    private static OptionSpec.Builder value(Class<?> type, String label, String... names) {
        return OptionSpec.builder(names).type(type).paramLabel(label);
    }

    private static OptionSpec.Builder flag(String name) {
        return OptionSpec.builder(name).type(Boolean.class).arity("0");
    }

    /// What picocli is to know of the command.
    CommandSpec of(Callable<Integer> command) {
        var spec = CommandSpec.wrapWithoutInspection(command).name("explain");
        spec.usageMessage()
                .description(
                        "Reads log lines and prints what it makes of each. Needs no instance.");
        spec.addPositional(files);
        for (var option :
                List.of(
                        output,
                        patterns,
                        check,
                        fields,
                        summary,
                        host,
                        zone,
                        ipv6PrefixLength,
                        color)) {
            spec.addOption(option);
        }
        spec.addArgGroup(ArgGroupSpec.builder().addArg(year).addArg(now).build());
        return spec.addOption(HelpOption.spec());
    }

    private static <T> @Nullable T valueOf(ArgSpec argument) {
        return argument.getValue();
    }

    private static <T> T defaulted(ArgSpec argument) {
        return requireNonNull(ExplainOptions.<T>valueOf(argument), argument.toString());
    }

    private static boolean isSet(OptionSpec flag) {
        return Boolean.TRUE.equals(valueOf(flag));
    }

    /// The names of the logs, `-` for standard input.
    List<String> files() {
        List<String> given = valueOf(files);
        return given == null || given.isEmpty() ? List.of("-") : given;
    }

    Form output() {
        return defaulted(output);
    }

    @Nullable Path patterns() {
        return valueOf(patterns);
    }

    boolean check() {
        return isSet(check);
    }

    /// Null when nobody says whether fields are to be shown.
    @Nullable Boolean fields() {
        return valueOf(fields);
    }

    boolean summary() {
        return isSet(summary);
    }

    MailHost host() {
        return defaulted(host);
    }

    ZoneId zone() {
        ZoneId given = valueOf(zone);
        return given == null ? ZoneId.systemDefault() : given;
    }

    @Nullable Integer year() {
        return valueOf(year);
    }

    @Nullable Instant now() {
        return valueOf(now);
    }

    int ipv6PrefixLength() {
        return defaulted(ipv6PrefixLength);
    }

    When color() {
        return defaulted(color);
    }
}
