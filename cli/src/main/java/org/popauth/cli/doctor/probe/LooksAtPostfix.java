package org.popauth.cli.doctor.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.popauth.cli.doctor.checks.MainCf;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Postfix;
import org.popauth.cli.doctor.facts.Seen;

/// Asks postconf what Postfix is told, and postmap whether its tables answer.
record LooksAtPostfix(Programs programs, Places places) {

    /// An address of nobody, to ask tables about.
    private static final String NOBODY = "192.0.2.1";

    private static final int TABLES_MAX = 50;

    /// What names of parameters and values hold a condition that only Postfix can resolve.
    private static final String CONDITION = "${{";

    private static final Pattern FATAL = Pattern.compile("\\b(?:fatal|error|panic):");

    Seen<Postfix> look(Agent agent) {
        return postconf().then(this::understood).map(it -> ask(it, agent));
    }

    private Seen<Output> postconf(String... arguments) {
        return programs.run("postconf", places.postfixArguments(arguments));
    }

    private Seen<Postfix> understood(Output all) {
        if (!all.ok()) {
            return all.isForbidden()
                    ? Seen.unread(all.complaint() + "; run it as root")
                    : Seen.missing(all.complaint());
        }
        var settings = new HashMap<>(values(all.lines()));
        resolve(settings);
        return Seen.found(
                new Postfix(
                        settings.getOrDefault("mail_version", "?"),
                        settings.getOrDefault("config_directory", "/etc/postfix"),
                        Map.copyOf(settings),
                        tableTypes(),
                        services(settings.getOrDefault("mail_version", "?")),
                        complaints(all),
                        Map.of()));
    }

    private static List<String> complaints(Output output) {
        return output.errors()
                .lines()
                .map(it -> it.replaceFirst("^postconf: (warning: )?", ""))
                .toList();
    }

    /// Lines `name = value`.
    static Map<String, String> values(List<String> lines) {
        var values = new LinkedHashMap<String, String>();
        for (var line : lines) {
            var parts = line.split(" = ?", 2);
            if (parts.length == 2) {
                values.put(parts[0].strip(), parts[1].strip());
            }
        }
        return values;
    }

    /// Lets Postfix (2.10 and later) say what follows from conditions.
    private void resolve(Map<String, String> settings) {
        var names =
                settings.entrySet().stream()
                        .filter(it -> it.getValue().contains(CONDITION))
                        .map(Map.Entry::getKey)
                        .toList();
        var arguments = new ArrayList<>(List.of("-x"));
        arguments.addAll(names);
        if (!names.isEmpty()) {
            postconf(arguments.toArray(String[]::new))
                    .value()
                    .filter(Output::ok)
                    .ifPresent(it -> settings.putAll(values(it.lines())));
        }
    }

    private Set<String> tableTypes() {
        return postconf("-m").value().map(it -> Set.copyOf(it.lines())).orElse(Set.of());
    }

    /// Before 3.0 a dash means yes.
    private static boolean isChrooted(String column, String version) {
        return column.equals("y") || (column.equals("-") && version.startsWith("2."));
    }

    private List<Postfix.MasterLine> services(String version) {
        var overrides = new HashMap<String, Map<String, String>>();
        for (var line : lines("-P")) {
            var parts = line.split(" = ?", 2);
            var name = parts[0].split("/", 3);
            if (parts.length == 2 && name.length == 3) {
                overrides
                        .computeIfAbsent(name[0] + "/" + name[1], _ -> new LinkedHashMap<>())
                        .put(name[2], parts[1]);
            }
        }
        var services = new ArrayList<Postfix.MasterLine>();
        for (var line : lines("-M")) {
            var words = line.strip().split("\\s+", 9);
            if (words.length >= 8) {
                var own = overrides.getOrDefault(words[0] + "/" + words[1], Map.of());
                services.add(
                        new Postfix.MasterLine(
                                words[0], words[1], isChrooted(words[4], version), words[7], own));
            }
        }
        return List.copyOf(services);
    }

    private List<String> lines(String option) {
        return postconf(option).value().filter(Output::ok).map(Output::lines).orElse(List.of());
    }

    private Postfix ask(Postfix postfix, Agent agent) {
        var answers = new LinkedHashMap<String, Seen<String>>();
        var queue = Path.of(postfix.unexpanded("queue_directory"));
        var there = Files.isDirectory(queue) ? programs.in(queue) : programs;
        for (var table : new MainCf(postfix, agent).tables().stream().limit(TABLES_MAX).toList()) {
            answers.put(table, there.run("postmap", question(table)).then(LooksAtPostfix::answer));
        }
        return new Postfix(
                postfix.version(),
                postfix.configDirectory(),
                postfix.settings(),
                postfix.tableTypes(),
                postfix.services(),
                postfix.complaints(),
                answers);
    }

    private String[] question(String table) {
        return places.postfixArguments("-q", NOBODY, table);
    }

    /// With status 1 postmap says that there is no such key, or why it cannot look. It also warns
    /// of what main.cf says, which is told elsewhere.
    private static Seen<String> answer(Output output) {
        boolean failed = FATAL.matcher(output.errors()).find();
        if (output.ok() || (output.exitCode() == 1 && !failed)) {
            return Seen.found(output.text().strip());
        }
        return output.isForbidden()
                ? Seen.unread(output.complaint() + "; run it as root")
                : Seen.missing(output.complaint());
    }
}
