package org.popauth.standalone.exec;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.popauth.standalone.fault.StartFailure;

/// The words in front of a command that let it run in a session of its own, and without the powers
/// of root, as PostgreSQL demands.
///
/// In a user namespace of its own a program of root is nobody, and still owns root's files.
public final class Unprivileged {

    private static final String SETSID = "/usr/bin/setsid";
    private static final String UNSHARE = "/usr/bin/unshare";

    private final List<String> prefix;

    private Unprivileged(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
    }

    /// Finds out what this process needs.
    ///
    /// @throws StartFailure when it is root and the kernel gives it no user namespace
    public static Unprivileged ofThisProcess() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Unprivileged(List.of());
        }
        try {
            if (Processes.run(List.of(UNSHARE, "-U", "true"), Duration.ofSeconds(10)).succeeded()) {
                return new Unprivileged(List.of(UNSHARE, "-U"));
            }
        } catch (IOException e) {
            throw new StartFailure("cannot run " + UNSHARE + "; it is in package util-linux", e);
        }
        throw new StartFailure(
                "PostgreSQL refuses to run as root, and this system gives it no user namespace;"
                        + " start popauth as another user");
    }

    /// The command, to be run to its end.
    public List<String> command(List<String> command) {
        var all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /// The command, in a session of its own, so that Ctrl-C on the terminal does not reach it.
    public List<String> daemon(List<String> command) {
        var all = new ArrayList<String>();
        all.add(SETSID);
        all.addAll(command(command));
        return all;
    }
}
