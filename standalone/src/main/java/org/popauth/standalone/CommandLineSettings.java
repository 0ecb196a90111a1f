package org.popauth.standalone;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/// What a person said on the command line: it counts more than any file, environment variable or
/// system property. Whoever says `--enforce dry-run`, or replays a log, touches no firewall,
/// whatever `popauth.properties` says.
///
/// Values are shared by the whole JVM, because the configuration makes its sources itself.
public final class CommandLineSettings implements ConfigSource {

    /// More than the 400 of system properties.
    private static final int ORDINAL = 500;

    private static final Map<String, String> VALUES = new ConcurrentHashMap<>();

    /// Sets a value for the rest of this JVM.
    static void say(String name, String value) {
        VALUES.put(name, value);
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.copyOf(VALUES.keySet());
    }

    @Override
    public @Nullable String getValue(String name) {
        return VALUES.get(name);
    }

    @Override
    public String getName() {
        return "the command line";
    }
}
