package org.popauth.cli.started;

import java.util.List;
import java.util.concurrent.Callable;
import org.popauth.cli.options.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Describes `popauth lab`, which the script carries out.
@Command(
        name = "lab",
        description = {
            "Starts a laboratory to play with: two mail hosts, clients, an RBL, as root.",
            "Each has a network and a file system of its own, and real Postfix, Dovecot, rsyslog and"
                    + " firewall. It prints what to try; leaving its shell removes all of it."
                    + " Nothing outside is changed.",
            "LABORATORY_TABLES=\"lmdb cdb\", LABORATORY_LIVE=\"mx1 mx2\","
                    + " LABORATORY_BACKEND=iptables and LABORATORY_WINDOW=5m change it."
        })
public final class LabDescribed implements Callable<Integer> {

    @Option(
            names = "--run",
            paramLabel = "COMMAND",
            arity = "1..*",
            description =
                    "Runs a command in it instead of a shell, and ends with its status. It comes last.")
    List<String> run;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public LabDescribed() {}

    @Override
    public Integer call() {
        return NotStartedHere.refuse("lab");
    }
}
