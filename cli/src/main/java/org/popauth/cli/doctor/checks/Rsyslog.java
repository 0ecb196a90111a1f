package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.popauth.cli.doctor.facts.Syslog.ConfigFile;

/// What rsyslog does with mail lines, as far as its files say so plainly: selectors such as
/// `mail.*` and conditions that ask for the facility alone, and actions behind them, old style and
/// new. Other conditions are not followed, but known.
///
/// @param files in the order in which they are read
public record Rsyslog(List<ConfigFile> files) {

    private static final Pattern SELECTOR =
            Pattern.compile("^([a-z0-9*,]+\\.[a-z0-9*=!]+(?:;[^\\s]+)*)\\s+(.+)$");
    private static final Pattern CONDITION =
            Pattern.compile("(?i)^if\\b\\s*(.+?)\\s*\\bthen\\s+(.+)$");
    private static final Pattern FACILITY =
            Pattern.compile(
                    "(?i)\\(?\\s*\\$syslogfacility(-text\\s*==\\s*([\"'])mail\\2"
                            + "|\\s*==\\s*([\"']?)2\\3)\\s*\\)?");
    private static final Pattern SELECTED =
            Pattern.compile("(?i)\\(?\\s*prifilt\\s*\\(\\s*[\"']([^\"']+)[\"']\\s*\\)\\s*\\)?");
    private static final Pattern ACTION = Pattern.compile("(?i)\\baction\\s*\\([^)]*\\)");
    private static final Pattern OTHERWISE =
            Pattern.compile(
                    "(?i)^(?:if\\b|:|!|call\\b|ruleset\\b|[^\\s]+\\.[^\\s]+\\s+(?:\\{|call\\b))");
    private static final Pattern ABOUT_MAIL =
            Pattern.compile(
                    "(?i)mail|postfix|dovecot|smtp|imap|pop3|\\bexim|cyrus|courier|facility");
    private static final Pattern QUOTED =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    private static final int TEXT_MAX = 120;
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
                targets.addAll(targets(line));
            }
        }
        return targets;
    }

    private static List<Target> targets(String line) {
        var selector = SELECTOR.matcher(line);
        if (selector.matches()) {
            boolean named = selector.group(1).contains("mail");
            return takesMail(selector.group(1)) ? targets(selector.group(2), named) : List.of();
        }
        var condition = CONDITION.matcher(line);
        return condition.matches() && asksForMail(condition.group(1))
                ? targets(condition.group(2), true)
                : List.of();
    }

    private static List<Target> targets(String action, boolean named) {
        if (!action.startsWith("{")) {
            return target(action.strip(), named).stream().toList();
        }
        return ACTION.matcher(action)
                .results()
                .flatMap(it -> newStyle(it.group(), named).stream())
                .toList();
    }

    /// A condition that asks for facility and priority alone.
    private static boolean asksForMail(String condition) {
        var selector = SELECTED.matcher(condition);
        return FACILITY.matcher(condition).matches()
                || selector.matches() && takesMail(selector.group(1));
    }

    /// What chooses lines in another way, and speaks of mail; with the file.
    List<String> unfollowed() {
        var found = new ArrayList<String>();
        for (var file : files) {
            for (var line : statements(file.text())) {
                if (OTHERWISE.matcher(line).find()
                        && ABOUT_MAIL.matcher(line).find()
                        && targets(line).isEmpty()) {
                    found.add(file.path() + ": " + cut(line));
                }
            }
        }
        return found;
    }

    private static String cut(String line) {
        return line.length() > TEXT_MAX ? line.substring(0, TEXT_MAX) + " …" : line;
    }

    /// The files and pipes that mail lines go to: those whose selectors name mail, else all.
    public List<String> paths() {
        return paths(mail());
    }

    static List<String> paths(List<Target> targets) {
        var all =
                targets.stream()
                        .filter(it -> it.kind() == Kind.FILE || it.kind() == Kind.PIPE)
                        .toList();
        var named = all.stream().filter(Target::named).toList();
        return (named.isEmpty() ? all : named).stream().map(Target::where).toList();
    }

    /// Lines without comments; what stands in parentheses or braces is one.
    private static List<String> statements(String text) {
        var statements = new ArrayList<String>();
        var statement = new StringBuilder();
        int depth = 0;
        for (var line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("#")) {
                continue;
            }
            statement.append(statement.isEmpty() ? "" : " ").append(line);
            depth += depth(QUOTED.matcher(line).replaceAll(""));
            if (depth <= 0) {
                statements.add(statement.toString());
                statement.setLength(0);
                depth = 0;
            }
        }
        statements.add(statement.toString());
        return statements;
    }

    private static int depth(String line) {
        return count(line, '(') + count(line, '{') - count(line, ')') - count(line, '}');
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
