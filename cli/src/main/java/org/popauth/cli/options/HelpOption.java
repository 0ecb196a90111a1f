package org.popauth.cli.options;

import picocli.CommandLine.Option;

/// The option that asks for help.
public final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this help.")
    boolean asked;

    public HelpOption() {}
}
