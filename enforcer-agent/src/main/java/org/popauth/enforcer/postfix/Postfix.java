package org.popauth.enforcer.postfix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.exec.Finished;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.enforcer.exec.Stdout;
import org.popauth.enforcer.postfix.TableFiles.Stamp;
import org.popauth.events.Network;

/// The Postfix of this host, asked by its own tools; all its instances (postmulti(1)) that obey the
/// tables.
public final class Postfix {

    private static final String WAY_OUT =
            "; the table stays as it was until this is put right; see what `postfix check` finds";

    private final Commands commands;
    private final Path postconf;
    private final Path postmap;

    /// The options that choose each instance; the first is the one whose tools write tables.
    private final List<List<String>> instances;

    private volatile List<Path> configurationFiles = List.of();

    /// @param configDirectories where each instance has its main.cf; what Postfix was built with
    ///   when empty
    public Postfix(Commands commands, Path postconf, Path postmap, List<Path> configDirectories) {
        this.commands = commands;
        this.postconf = postconf;
        this.postmap = postmap;
        this.instances =
                configDirectories.isEmpty()
                        ? List.of(List.of())
                        : configDirectories.stream()
                                .map(it -> List.of("-c", it.toString()))
                                .toList();
    }

    /// True when both tools are there.
    public boolean installed() {
        return commands.exists(postconf) && commands.exists(postmap);
    }

    /// The types that main.cf names a table with, as in `check_client_access lmdb:/path`. When it
    /// names it nowhere, the type that this Postfix makes tables of by default; when that one
    /// cannot be used, the best that it has.
    ///
    /// @param source the file of the table, without a suffix
    /// @throws CommandFailed when Postfix does not say, or has none that can be written
    Set<TableType> tableTypes(Path source) {
        var known = knownTypes();
        var named = namedTypes(source);
        named.retainAll(known);
        if (!named.isEmpty()) {
            return named;
        }
        var byDefault = TableType.of(postconf("-h", "default_database_type").strip());
        return Stream.concat(byDefault.stream(), Stream.of(TableType.values()))
                .filter(known::contains)
                .findFirst()
                .map(EnumSet::of)
                .orElseThrow(Postfix::hasNoType);
    }

    /// The types that this Postfix can be asked for and postmap can write.
    Set<TableType> knownTypes() {
        var known = EnumSet.noneOf(TableType.class);
        postconf("-m")
                .lines()
                .map(String::strip)
                .forEach(it -> TableType.of(it).ifPresent(known::add));
        return known;
    }

    private static CommandFailed hasNoType() {
        return new CommandFailed(
                "this Postfix has no table type that can be written (postconf -m);"
                        + " install its package for lmdb (Debian: postfix-lmdb)");
    }

    private Set<TableType> namedTypes(Path source) {
        var types = EnumSet.noneOf(TableType.class);
        var name =
                Pattern.compile("\\b([a-z]+):" + Pattern.quote(source.toString()) + "(?![^\\s,}])");
        for (var instance : instances) {
            var named = name.matcher(run(instance, "-n", "-x"));
            while (named.find()) {
                TableType.of(named.group(1)).ifPresent(types::add);
            }
        }
        return types;
    }

    /// The networks of `mynetworks` that are written out; tables and exceptions are left out.
    public List<Network> mynetworks() {
        var networks = new ArrayList<Network>();
        for (var instance : instances) {
            for (var word : run(instance, "-h", "mynetworks").strip().split("[,\\s]+")) {
                Mynetworks.parse(word).ifPresent(networks::add);
            }
        }
        return networks;
    }

    /// What tells that somebody changed the configuration, or installed a type of tables.
    List<Optional<Stamp>> configuration() {
        if (configurationFiles.isEmpty()) {
            configurationFiles = instances.stream().flatMap(this::filesOf).toList();
        }
        return configurationFiles.stream().map(TableFiles::stamp).toList();
    }

    private Stream<Path> filesOf(List<String> instance) {
        return run(instance, "-h", "config_directory", "meta_directory")
                .lines()
                .distinct()
                .map(Path::of)
                .flatMap(
                        it ->
                                Stream.of("main.cf", "dynamicmaps.cf", "dynamicmaps.cf.d")
                                        .map(it::resolve));
    }

    private String postconf(String... arguments) {
        return run(instances.getFirst(), arguments);
    }

    private String run(List<String> instance, String... arguments) {
        return succeeded(
                commands.run(Stdin.EMPTY, Stdout.TEXT, postconf, with(instance, arguments)));
    }

    /// Runs postmap, which must succeed.
    ///
    /// @throws CommandFailed with the way out when it does not
    void postmap(Stdin stdin, String... arguments) {
        succeeded(postmap(stdin, Stdout.TEXT, arguments));
    }

    <T> Finished<T> postmap(Stdin stdin, Stdout<T> stdout, String... arguments) {
        return commands.run(stdin, stdout, postmap, with(instances.getFirst(), arguments));
    }

    private static <T> T succeeded(Finished<T> finished) {
        if (finished.ok()) {
            return finished.output();
        }
        throw new CommandFailed(finished.failure().getMessage() + WAY_OUT);
    }

    private static String[] with(List<String> options, String... arguments) {
        return Stream.concat(options.stream(), Stream.of(arguments)).toArray(String[]::new);
    }
}
