package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.popauth.cli.doctor.checks.Rsyslog.Kind;
import org.popauth.cli.doctor.checks.Rsyslog.Target;

/// What syslog-ng does with mail lines: the destinations of the log paths whose filters let a line
/// of facility mail and priority info pass.
public final class SyslogNg {

    private static final Pattern DRIVER =
            Pattern.compile("(?s)^([a-z][a-z0-9-]*)\\s*\\(\\s*\"?([^\"\\s)]*)\"?.*$");
    private static final Pattern TOPIC = Pattern.compile("\\btopic\\s*\\(\\s*\"([^\"]*)\"");
    private static final Pattern CALL = Pattern.compile("(?s)^(\\w+)\\s*\\(\\s*([^)]*?)\\s*\\)$");
    private static final Pattern BLOCK = Pattern.compile("(?s)^(\\w+)\\s*([\\w.-]*)\\s*\\{(.*)}$");
    private static final Pattern COMMENT =
            Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*')|(?m:^|(?<=\\s))#[^\\n]*");
    private static final int TEXT_MAX = 120;

    private final Map<String, String> filters = new HashMap<>();
    private final Map<String, String> destinations = new HashMap<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<String> unfollowed = new ArrayList<>();

    /// @param text its settings, with all that they include
    public SyslogNg(String text) {
        var clean = COMMENT.matcher(text).replaceAll("$1");
        var logs = new ArrayList<String>();
        for (var statement : statements(clean.replaceAll("(?m)^@.*$", ""))) {
            var block = BLOCK.matcher(statement);
            if (block.matches()) {
                switch (block.group(1)) {
                    case "filter" -> filters.put(block.group(2), block.group(3));
                    case "destination" -> destinations.put(block.group(2), block.group(3));
                    case "log" -> logs.add(block.group(3));
                    default -> {}
                }
            }
        }
        logs.forEach(it -> follow(it, Takes.YES));
    }

    /// All targets of mail lines.
    List<Target> mail() {
        return List.copyOf(targets);
    }

    /// The files and pipes that mail lines go to: those behind a filter, else all.
    public List<String> paths() {
        return Rsyslog.paths(targets);
    }

    /// What might concern mail, and is not followed.
    List<String> unfollowed() {
        return List.copyOf(unfollowed);
    }

    private void follow(String log, Takes before) {
        var takes = before;
        boolean named = false;
        for (var statement : statements(log)) {
            var what = statement.split("[\\s({]", 2)[0];
            switch (what) {
                case "filter" -> {
                    takes = takes.and(filter(statement));
                    named = true;
                }
                case "destination" -> send(statement, takes, named);
                case "log" -> follow(body(statement), takes);
                default -> {
                    if (takes != Takes.NO && statement.contains("destination")) {
                        unfollowed.add(cut(statement));
                    }
                }
            }
        }
    }

    private void send(String statement, Takes takes, boolean named) {
        if (takes == Takes.MAYBE) {
            unfollowed.add(cut(statement));
        }
        if (takes == Takes.YES) {
            for (var driver : statements(of(statement, destinations))) {
                target(driver, named).ifPresent(targets::add);
            }
        }
    }

    private Takes filter(String statement) {
        return new SyslogNgFilter(filters).of(of(statement, filters));
    }

    /// The body that a statement names or holds.
    private static String of(String statement, Map<String, String> named) {
        var call = CALL.matcher(statement);
        return call.matches() ? named.getOrDefault(call.group(2), "") : body(statement);
    }

    private static String body(String statement) {
        int from = statement.indexOf('{');
        int to = statement.lastIndexOf('}');
        return from < 0 || to < from ? "" : statement.substring(from + 1, to);
    }

    private static Optional<Target> target(String driver, boolean named) {
        var match = DRIVER.matcher(driver);
        if (!match.matches()) {
            return Optional.empty();
        }
        var where = match.group(2);
        var topic = TOPIC.matcher(driver);
        return Optional.ofNullable(
                switch (match.group(1)) {
                    case "file" -> new Target(Kind.FILE, where, "", named);
                    case "pipe" -> new Target(Kind.PIPE, where, "", named);
                    case "network", "syslog", "tcp", "udp", "tcp6", "udp6" ->
                            new Target(Kind.NETWORK, where, "ng", named);
                    case "kafka", "kafka-c" ->
                            new Target(
                                    Kind.KAFKA, topic.find() ? topic.group(1) : "?", "ng", named);
                    default -> null;
                });
    }

    private static String cut(String statement) {
        var line = statement.replaceAll("\\s+", " ");
        return line.length() > TEXT_MAX ? line.substring(0, TEXT_MAX) + " …" : line;
    }

    /// What stands between semicolons, outside of braces, parentheses and quotes.
    static List<String> statements(String text) {
        var statements = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        char quote = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote != 0) {
                at += c == '\\' && quote == '"' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{' || c == '(') {
                depth++;
            } else if (c == '}' || c == ')') {
                depth--;
            } else if (c == ';' && depth <= 0) {
                statements.add(text.substring(from, at).strip());
                from = at + 1;
                depth = 0;
            }
        }
        statements.add(text.substring(from).strip());
        return statements.stream().filter(it -> !it.isEmpty()).toList();
    }
}
