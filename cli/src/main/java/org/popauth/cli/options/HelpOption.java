package org.popauth.cli.options;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/// The option that asks for help.
public final class HelpOption {

    private static final String TEXT = "Prints this help.";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = TEXT)
    boolean asked;

    public HelpOption() {}

    /// The same for a command without annotations.
    public static OptionSpec spec() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .type(Boolean.class)
                .arity("0")
                .description(TEXT)
                .build();
    }
}
