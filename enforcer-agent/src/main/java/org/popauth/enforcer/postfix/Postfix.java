package org.popauth.enforcer.postfix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.exec.Finished;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.enforcer.exec.Stdout;
import org.popauth.events.Network;

/// The Postfix of this host, asked by its own tools.
public final class Postfix {

    private final Commands commands;
    private final Path postconf;
    private final Path postmap;
    private final List<String> options;

    /// @param configDirectory of main.cf; what Postfix was built with when empty
    public Postfix(Commands commands, Path postconf, Path postmap, Optional<Path> configDirectory) {
        this.commands = commands;
        this.postconf = postconf;
        this.postmap = postmap;
        this.options = configDirectory.map(it -> List.of("-c", it.toString())).orElse(List.of());
    }

    /// True when both tools are there.
    public boolean installed() {
        return commands.exists(postconf) && commands.exists(postmap);
    }

    /// The type that this Postfix makes tables of by default; when it cannot be used, the best that
    /// it has.
    ///
    /// @throws CommandFailed when Postfix does not say, or has none that can be written
    public TableType tableType() {
        var known = postconf("-m").lines().map(String::strip).toList();
        var byDefault = TableType.of(postconf("-h", "default_database_type").strip());
        return Stream.concat(byDefault.stream(), Stream.of(TableType.values()))
                .filter(type -> known.contains(type.toString()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandFailed(
                                        "Postfix has no table type that can be written; it has "
                                                + String.join(" ", known)
                                                + "; install its package for lmdb"));
    }

    /// The networks of `mynetworks` that are written out; tables and exceptions are left out.
    public List<Network> mynetworks() {
        var networks = new ArrayList<Network>();
        for (var word : postconf("-h", "mynetworks").strip().split("[,\\s]+")) {
            Mynetworks.parse(word).ifPresent(networks::add);
        }
        return networks;
    }

    private String postconf(String... arguments) {
        return commands.run(Stdin.EMPTY, postconf, with(arguments)).orThrow();
    }

    <T> Finished<T> postmap(Stdin stdin, Stdout<T> stdout, String... arguments) {
        return commands.run(stdin, stdout, postmap, with(arguments));
    }

    private String[] with(String... arguments) {
        return Stream.concat(options.stream(), Stream.of(arguments)).toArray(String[]::new);
    }
}
