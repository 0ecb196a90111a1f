package org.popauth.cli.doctor;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.doctor.checks.Checks;
import org.popauth.cli.doctor.checks.Finding;
import org.popauth.cli.doctor.checks.Verdict;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Facts;
import org.popauth.cli.doctor.fix.Mending;
import org.popauth.cli.doctor.probe.Host;
import org.popauth.cli.doctor.probe.Places;
import org.popauth.cli.options.HelpOption;
import org.popauth.cli.terminal.JsonOutput;
import org.popauth.cli.terminal.OutputFormat;
import org.popauth.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `popauth doctor`: looks at this mail host.
@Command(
        name = "doctor",
        description = "Looks at this mail host: Postfix, Dovecot, log, firewall, agent, broker.",
        footer = {
            "",
            "Exit status: 0 nothing is wrong, 1 something is, 2 something could not be looked at."
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final Duration PROGRAM_PATIENCE = Duration.ofSeconds(20);

    private final Terminal terminal;
    private final Clock clock;

    @Option(names = "--fix", description = "Offers to make each change, and asks before it does.")
    boolean fix;

    @Option(names = "--problems", description = "Leaves out what is right or not used.")
    boolean problems;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    OutputFormat output;

    @Option(
            names = "--config-directory",
            paramLabel = "DIR",
            description = "The directory of main.cf. Default: Postfix's own")
    @Nullable Path postfix;

    @Option(
            names = "--dovecot",
            paramLabel = "FILE",
            defaultValue = "/etc/dovecot/dovecot.conf",
            description = "Dovecot's settings. Default: ${DEFAULT-VALUE}")
    Path dovecot;

    @Option(
            names = "--rsyslog",
            paramLabel = "FILE",
            defaultValue = "/etc/rsyslog.conf",
            description = "rsyslog's settings. Default: ${DEFAULT-VALUE}")
    Path rsyslog;

    @Option(
            names = "--syslog-ng",
            paramLabel = "FILE",
            defaultValue = "/etc/syslog-ng/syslog-ng.conf",
            description = "syslog-ng's settings. Default: ${DEFAULT-VALUE}")
    Path syslogNg;

    @Option(
            names = "--agent",
            paramLabel = "FILE",
            defaultValue = "/etc/popauth/agent.properties",
            description = "The agent's settings. Default: ${DEFAULT-VALUE}")
    Path agent;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "popauth",
            description = "The user that popAuth runs as. Default: ${DEFAULT-VALUE}")
    String user;

    @Spec CommandSpec spec;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public DoctorCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        refuseToFixUnasked();
        var programs = Programs.ofHost(PROGRAM_PATIENCE);
        var host = new Host(programs, places());
        if (fix) {
            var mending = new Mending(programs, places(), clock.instant());
            new Rounds(terminal, host, clock, mending).go();
        }
        return report(host.look(clock.instant()));
    }

    private void refuseToFixUnasked() {
        if (fix && output == OutputFormat.json) {
            throw wrongly("--fix speaks to people; leave --output json out");
        }
        if (fix && !terminal.isAnswered()) {
            throw wrongly(
                    "--fix asks before each change, and nobody can answer: this is no terminal");
        }
    }

    private ParameterException wrongly(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Places places() {
        return new Places(
                Optional.ofNullable(postfix).map(Path::toAbsolutePath),
                dovecot.toAbsolutePath(),
                rsyslog.toAbsolutePath(),
                syslogNg.toAbsolutePath(),
                agent.toAbsolutePath(),
                user,
                Path.of("/"));
    }

    private int report(Facts facts) {
        var findings = Checks.of(facts);
        if (output == OutputFormat.json) {
            JsonOutput.print(terminal, Diagnosis.of(facts, findings));
        } else {
            var text = new DiagnosisText(terminal);
            text.print(shown(findings));
            text.printCounts(findings);
        }
        return status(Checks.worst(findings));
    }

    private List<Finding> shown(List<Finding> findings) {
        return problems
                ? findings.stream()
                        .filter(it -> it.verdict().compareTo(Verdict.skipped) > 0)
                        .toList()
                : findings;
    }

    /// What could not be looked at is not right, and what is wrong counts more.
    static int status(Verdict worst) {
        return switch (worst) {
            case ok, skipped, warning -> 0;
            case unknown -> 2;
            case wrong -> 1;
        };
    }
}
