package org.popauth.cli.started;

import org.popauth.cli.terminal.CommandFailed;

/// What a command says that only the script can start.
final class NotStartedHere {

    private NotStartedHere() {}

    static int refuse(String command) {
        throw new CommandFailed(
                "'" + command + "' is started by the script popauth, not by this program");
    }
}
