package org.popauth.cli.doctor.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Seen;

/// Asks systemd for popAuth's units, with all that drop-ins add.
record LooksAtUnits(Programs programs, Places places) {

    private static final String AGENT = "popauth-agent.service";
    private static final String RESTORE = "popauth-restore.service";
    private static final String NETWORK = "network-pre.target";
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    /// What systemd says of a unit: the values of each property, a line each.
    private record Unit(Map<String, List<String>> properties) {

        static Unit of(Output output) {
            var properties = new HashMap<String, List<String>>();
            for (var line : output.lines()) {
                var parts = line.split("=", 2);
                if (parts.length == 2) {
                    properties.merge(
                            parts[0],
                            List.of(parts[1]),
                            (some, more) -> List.of(String.join("\n", some), more.getFirst()));
                }
            }
            return new Unit(properties);
        }

        String get(String property) {
            return String.join("\n", properties.getOrDefault(property, List.of()));
        }

        boolean names(String property, String unit) {
            return Arrays.asList(get(property).split("\\s+")).contains(unit);
        }
    }

    /// `active`, `inactive`, `failed`.
    Seen<String> state() {
        return known(AGENT).map(it -> it.get("ActiveState"));
    }

    /// The process of the agent.
    Seen<String> process() {
        return known(AGENT)
                .then(
                        it ->
                                it.get("MainPID").matches("[1-9][0-9]*")
                                        ? Seen.found(it.get("MainPID"))
                                        : Seen.missing("it does not run"));
    }

    /// The agent's environment, as the unit and its files set it.
    Seen<Map<String, String>> environment() {
        return known(AGENT).then(this::environment);
    }

    private Seen<Map<String, String>> environment(Unit unit) {
        var environment = new HashMap<String, String>();
        for (var match : WORD.matcher(unit.get("Environment")).results().toList()) {
            var quoted = match.group(1);
            put(environment, quoted == null ? match.group(2) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        for (var line : unit.get("EnvironmentFiles").lines().toList()) {
            var file = Path.of(line.replaceFirst(" \\(ignore_errors=.*", ""));
            switch (Reading.text(file)) {
                case Seen.Found<String>(var text) ->
                        text.lines().forEach(it -> put(environment, it));
                case Seen.Missing<String> _ -> {}
                case Seen.Unread<String>(var why) -> {
                    return Seen.unread(why);
                }
            }
        }
        return Seen.found(Map.copyOf(environment));
    }

    private static void put(Map<String, String> environment, String assignment) {
        var parts = assignment.strip().split("=", 2);
        if (parts.length == 2 && !parts[0].startsWith("#") && !parts[0].startsWith(";")) {
            environment.put(parts[0], parts[1].replaceAll("^([\"'])(.*)\\1$", "$2"));
        }
    }

    /// The unit that lets all hold again after a boot.
    Seen<Agent.Restore> restore() {
        return show(RESTORE)
                .map(
                        it ->
                                new Agent.Restore(
                                        !isUnknown(it),
                                        it.get("UnitFileState").equals("enabled"),
                                        it.names("Before", NETWORK) && it.names("Wants", NETWORK)));
    }

    private Seen<Unit> known(String unit) {
        return show(unit)
                .then(
                        it ->
                                isUnknown(it)
                                        ? Seen.missing("systemd knows no " + unit)
                                        : Seen.found(it));
    }

    private static boolean isUnknown(Unit unit) {
        return unit.get("LoadState").equals("not-found");
    }

    private Seen<Unit> show(String unit) {
        if (!Files.isDirectory(places.system("/run/systemd/system"))) {
            return Seen.missing("systemd does not run here");
        }
        return programs.run(
                        "systemctl",
                        "show",
                        "-p",
                        "LoadState,ActiveState,MainPID,UnitFileState,Before,Wants,Environment,"
                                + "EnvironmentFiles",
                        unit)
                .then(it -> it.read(Unit::of));
    }
}
