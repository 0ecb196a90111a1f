package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.popauth.cli.doctor.facts.Syslog.ConfigFile;

/// What rsyslog does with mail lines, as far as its files say so plainly: selectors such as
/// `mail.*`, and actions behind them, old style and new.
///
/// @param files in the order in which they are read
public record Rsyslog(List<ConfigFile> files) {

    private static final Pattern SELECTOR =
            Pattern.compile("^([a-z0-9*,]+\\.[a-z0-9*=!]+(?:;[^\\s]+)*)\\s+(.+)$");
    private static final Pattern REPEATED =
            Pattern.compile("(?im)^\\s*\\$RepeatedMsgReduction\\s+on\\b.*$");
    private static final Pattern SLASH =
            Pattern.compile("(?is)parser\\.permitSlashInProgramName\\s*=\\s*\"on\"");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)\\b(type|file|target|template|pipe|topic)\\s*=\\s*\"([^\"]*)\"");

    /// Where mail lines go.
    ///
    /// @param where a path, the name of another machine, or a topic
    /// @param template that they are written by; empty for the default
    /// @param named true when the selector names mail, false when it takes everything
    public record Target(Kind kind, String where, String template, boolean named) {}

    /// How they go there.
    public enum Kind {
        FILE,
        PIPE,
        NETWORK,
        KAFKA
    }

    /// All targets of lines with facility mail and priority info.
    public List<Target> mail() {
        var targets = new ArrayList<Target>();
        for (var file : files) {
            for (var line : statements(file.text())) {
                var selector = SELECTOR.matcher(line);
                if (selector.matches() && takesMail(selector.group(1))) {
                    boolean named = selector.group(1).contains("mail");
                    target(selector.group(2).strip(), named).ifPresent(targets::add);
                }
            }
        }
        return targets;
    }

    /// The files and pipes that mail lines go to: those whose selectors name mail, else all.
    public List<String> paths() {
        var all =
                mail().stream()
                        .filter(it -> it.kind() == Kind.FILE || it.kind() == Kind.PIPE)
                        .toList();
        var named = all.stream().filter(Target::named).toList();
        return (named.isEmpty() ? all : named).stream().map(Target::where).toList();
    }

    /// Lines without comments; what stands in parentheses is one.
    private static List<String> statements(String text) {
        var statements = new ArrayList<String>();
        var statement = new StringBuilder();
        int depth = 0;
        for (var line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("#")) {
                continue;
            }
            statement.append(statement.isEmpty() ? "" : " ").append(line);
            depth += count(line, '(') - count(line, ')');
            if (depth <= 0) {
                statements.add(statement.toString());
                statement.setLength(0);
                depth = 0;
            }
        }
        statements.add(statement.toString());
        return statements;
    }

    private static int count(String text, char wanted) {
        return (int) text.chars().filter(it -> it == wanted).count();
    }

    /// The last part of a selector that names the facility counts.
    private static boolean takesMail(String selector) {
        boolean takes = false;
        for (var part : selector.toLowerCase(Locale.ROOT).split(";", -1)) {
            int dot = part.indexOf('.');
            var facilities = List.of(part.substring(0, Math.max(dot, 0)).split(",", -1));
            if (facilities.contains("mail") || facilities.contains("*")) {
                takes = List.of("*", "info", "debug", "=info").contains(part.substring(dot + 1));
            }
        }
        return takes;
    }

    private static Optional<Target> target(String action, boolean named) {
        if (action.startsWith("action")) {
            return newStyle(action, named);
        }
        var parts = action.split(";", 2);
        var where = parts[0].strip();
        var template = parts.length > 1 ? parts[1].strip() : "";
        if (where.startsWith("|")) {
            return Optional.of(new Target(Kind.PIPE, where.substring(1).strip(), template, named));
        }
        if (where.startsWith("@")) {
            return Optional.of(
                    new Target(Kind.NETWORK, where.replaceFirst("^@+", ""), template, named));
        }
        var path = where.replaceFirst("^-", "");
        return path.startsWith("/")
                ? Optional.of(new Target(Kind.FILE, path, template, named))
                : Optional.empty();
    }

    private static Optional<Target> newStyle(String action, boolean named) {
        var values = new HashMap<String, String>();
        var parameter = PARAMETER.matcher(action);
        while (parameter.find()) {
            values.put(parameter.group(1).toLowerCase(Locale.ROOT), parameter.group(2));
        }
        var template = values.getOrDefault("template", "");
        return switch (values.getOrDefault("type", "")) {
            case "omfile" -> of(Kind.FILE, values.get("file"), template, named);
            case "ompipe" -> of(Kind.PIPE, values.get("pipe"), template, named);
            case "omfwd" -> of(Kind.NETWORK, values.get("target"), template, named);
            case "omkafka" -> of(Kind.KAFKA, values.get("topic"), template, named);
            default -> Optional.empty();
        };
    }

    private static Optional<Target> of(
            Kind kind,
            @org.jspecify.annotations.Nullable String where,
            String template,
            boolean named) {
        return Optional.ofNullable(where).map(it -> new Target(kind, it, template, named));
    }

    /// The file that lets rsyslog replace equal lines by a count, and its text without that.
    Optional<Change.FileText> withoutReduction() {
        for (var file : files) {
            var match = REPEATED.matcher(file.text());
            if (match.find()) {
                return Optional.of(
                        new Change.FileText(
                                file.path(),
                                file.text(),
                                match.replaceAll("\\$RepeatedMsgReduction off"),
                                Change.Daemon.RSYSLOG));
            }
        }
        return Optional.empty();
    }

    /// True when a program's name keeps what follows its slash.
    boolean keepsSlashes() {
        return files.stream().anyMatch(it -> SLASH.matcher(it.text()).find());
    }
}
