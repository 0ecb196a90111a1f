package org.popauth.enforcer;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.popauth.enforcer.config.AgentConfig;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.standing.DamagedFile;

/// What is done on a mail host without a running agent: no broker, no network, no container.
///
/// - `restore` makes firewall and Postfix tables hold again what the host remembers
/// - `purge` removes from this host what popAuth made; with `--tables` its Postfix tables too
///
/// Settings are read as the agent reads them: system properties, environment, the files in
/// `quarkus.config.locations` and `smallrye.config.locations`, `config/application.properties`. The
/// exit code is 0 when it was done, 1 when something failed, 2 when it was called wrongly or the
/// remembered state is damaged.
public final class AgentCommand {

    private static final String USAGE =
            """
            usage: popauth purge [--tables]
            At boot popauth-restore.service calls this with: restore""";
    private static final int FAILED = 1;
    private static final int REFUSED = 2;
    private static final int FILE_ORDINAL = 260;

    private AgentCommand() {}

    /// Ends the JVM with the exit code.
    public static void main(String... arguments) {
        System.exit(run(List.of(arguments), System.err));
    }

    static int run(List<String> arguments, PrintStream out) {
        try {
            return run(arguments, config(), out);
        } catch (DamagedFile e) {
            out.println("popauth: " + e.getMessage() + "; nothing was changed");
            return REFUSED;
        } catch (CommandFailed | UncheckedIOException | IllegalArgumentException e) {
            out.println("popauth: " + e.getMessage());
            return FAILED;
        }
    }

    private static int run(List<String> arguments, AgentConfig config, PrintStream out) {
        if (arguments.equals(List.of("restore"))) {
            return new Restore(config, Clock.systemUTC()).run(out) ? 0 : FAILED;
        }
        if (arguments.equals(List.of("purge"))) {
            return new Purge(config).run(false, out) ? 0 : FAILED;
        }
        if (arguments.equals(List.of("purge", "--tables"))) {
            return new Purge(config).run(true, out) ? 0 : FAILED;
        }
        out.println(USAGE);
        return REFUSED;
    }

    private static AgentConfig config() {
        var builder =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addDefaultSources()
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withMapping(AgentConfig.class);
        locations().forEach(file -> builder.withSources(source(file)));
        return builder.build().getConfigMapping(AgentConfig.class);
    }

    private static Stream<Path> locations() {
        var named =
                Stream.of("quarkus.config.locations", "smallrye.config.locations")
                        .map(AgentCommand::setting)
                        .flatMap(it -> Stream.of(it.split(",")))
                        .map(String::strip)
                        .filter(it -> !it.isEmpty())
                        .map(Path::of);
        var here = Stream.of(Path.of("config/application.properties")).filter(Files::exists);
        return Stream.concat(here, named);
    }

    private static String setting(String name) {
        var variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .orElse("");
    }

    private static PropertiesConfigSource source(Path file) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return new PropertiesConfigSource(properties, file.toString(), FILE_ORDINAL);
    }
}
