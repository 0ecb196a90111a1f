package org.popauth.cli.doctor.probe;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Seen;

/// The agent's settings: of its file, and of the environment of its unit, which counts more.
///
/// @param file of settings
/// @param environment missing when there is no unit
record AgentSettings(Path file, Seen<Map<String, String>> environment) {

    /// Whatever the doctor asks for, in the file or not.
    private static final List<String> ASKED_FOR =
            List.of(
                    "agent.state-dir",
                    "agent.firewall.backend",
                    "agent.postfix.directory",
                    "agent.live.policy",
                    "agent.live.socketmap",
                    "quarkus.http.port",
                    "kafka.bootstrap.servers",
                    "kafka.security.protocol",
                    "kafka.ssl.endpoint.identification.algorithm",
                    "kafka.ssl.key.password",
                    "kafka.ssl.keystore.location",
                    "kafka.ssl.keystore.password",
                    "kafka.ssl.keystore.type",
                    "kafka.ssl.truststore.location",
                    "kafka.ssl.truststore.password",
                    "kafka.ssl.truststore.type");

    private static final Set<String> LOCATIONS =
            Set.of("QUARKUS_CONFIG_LOCATIONS", "SMALLRYE_CONFIG_LOCATIONS");

    /// Of both.
    Seen<Map<String, String>> read() {
        return Reading.text(file)
                .then(this::properties)
                .then(
                        it ->
                                environment instanceof Seen.Unread<Map<String, String>>(var why)
                                        ? Seen.unread(why)
                                        : Seen.found(overridden(it)));
    }

    /// What the unit says beside the file.
    Seen<Agent.Environment> besides() {
        return environment.map(it -> new Agent.Environment(elsewhere(it), names(it)));
    }

    private Seen<Map<String, String>> properties(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            return Seen.missing(file + " is not understood: " + e.getMessage());
        }
        var settings = new HashMap<String, String>();
        properties
                .stringPropertyNames()
                .forEach(it -> settings.put(it, properties.getProperty(it).strip()));
        return Seen.found(settings);
    }

    private Map<String, String> overridden(Map<String, String> ofFile) {
        var settings = new HashMap<>(ofFile);
        var set = environment.value().orElse(Map.of());
        var names = new HashSet<>(ASKED_FOR);
        names.addAll(ofFile.keySet());
        for (var name : names) {
            Stream.of(variable(name), name)
                    .map(set::get)
                    .flatMap(Stream::ofNullable)
                    .findFirst()
                    .ifPresent(it -> settings.put(name, it));
        }
        return Map.copyOf(settings);
    }

    /// As MicroProfile Config has it.
    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Set<String> names(Map<String, String> environment) {
        var names = new TreeSet<String>();
        for (var name : ASKED_FOR) {
            if (environment.containsKey(variable(name)) || environment.containsKey(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /// The files that are read instead of the one that was looked at.
    private Optional<String> elsewhere(Map<String, String> environment) {
        return LOCATIONS.stream()
                .map(environment::get)
                .flatMap(Stream::ofNullable)
                .filter(it -> Stream.of(it.split(",", -1)).noneMatch(this::isFile))
                .findFirst();
    }

    private boolean isFile(String location) {
        return location.strip().replaceFirst("^file:(//)?", "").equals(file.toString());
    }
}
