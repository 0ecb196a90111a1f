package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/// A network namespace: a kernel firewall and a loopback interface of its own, removed at the end.
record Namespace(String name) implements AutoCloseable {

    static Namespace create() {
        var namespace = new Namespace("popauth-e2e-" + ProcessHandle.current().pid());
        Command.run("ip", "netns", "del", namespace.name);
        assertThat(Command.run("ip", "netns", "add", namespace.name).status()).isZero();
        assertThat(namespace.run("ip", "link", "set", "lo", "up").status()).isZero();
        return namespace;
    }

    /// What to put before a command so that it runs in here.
    List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    Command.Result run(String... command) {
        var all = new ArrayList<>(prefix());
        all.addAll(List.of(command));
        return Command.run(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        Command.run("ip", "netns", "del", name);
    }
}
