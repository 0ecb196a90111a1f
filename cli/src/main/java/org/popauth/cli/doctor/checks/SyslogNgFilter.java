package org.popauth.cli.doctor.checks;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the filters of syslog-ng as far as they are about facility and priority.
final class SyslogNgFilter {

    private static final Pattern TOKEN =
            Pattern.compile("[A-Za-z0-9_-]+\\s*\\([^()]*\\)|[A-Za-z]+|[()]|\\S+");
    private static final List<String> PRIORITIES =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
    private static final int INFO = PRIORITIES.indexOf("info");

    private final Map<String, String> named;
    private final Set<String> within = new HashSet<>();

    /// @param named the filters that others may name
    SyslogNgFilter(Map<String, String> named) {
        this.named = named;
    }

    Takes of(String expression) {
        var tokens = new ArrayDeque<String>();
        TOKEN.matcher(expression.replace(";", " ")).results().forEach(it -> tokens.add(it.group()));
        var takes = any(tokens);
        return tokens.isEmpty() ? takes : Takes.MAYBE;
    }

    private Takes any(Deque<String> tokens) {
        var takes = all(tokens);
        while ("or".equals(tokens.peek())) {
            tokens.remove();
            takes = takes.or(all(tokens));
        }
        return takes;
    }

    private Takes all(Deque<String> tokens) {
        var takes = one(tokens);
        while ("and".equals(tokens.peek())) {
            tokens.remove();
            takes = takes.and(one(tokens));
        }
        return takes;
    }

    private Takes one(Deque<String> tokens) {
        var token = tokens.poll();
        if (token == null) {
            return Takes.MAYBE;
        }
        if (token.equals("not")) {
            return one(tokens).not();
        }
        if (!token.equals("(")) {
            return call(token);
        }
        var takes = any(tokens);
        return ")".equals(tokens.poll()) ? takes : Takes.MAYBE;
    }

    private Takes call(String token) {
        int open = token.indexOf('(');
        if (open < 0) {
            return Takes.MAYBE;
        }
        var arguments = token.substring(open + 1, token.length() - 1).strip();
        return switch (token.substring(0, open).strip()) {
            case "facility" -> Takes.of(words(arguments).contains("mail"));
            case "level", "severity", "priority" -> priorities(arguments);
            case "filter" -> filter(arguments);
            default -> Takes.MAYBE;
        };
    }

    private Takes filter(String name) {
        if (!named.containsKey(name) || !within.add(name)) {
            return Takes.MAYBE;
        }
        var takes = of(named.getOrDefault(name, ""));
        within.remove(name);
        return takes;
    }

    private static List<String> words(String arguments) {
        return Arrays.stream(arguments.split(",", -1)).map(String::strip).toList();
    }

    private static Takes priorities(String arguments) {
        var takes = Takes.NO;
        for (var each : words(arguments)) {
            var range = each.split("\\s*\\.\\.\\s*", 2);
            int from = place(range[0]);
            int to = place(range[range.length - 1]);
            takes = takes.or(from < 0 || to < 0 ? Takes.MAYBE : Takes.of(isInfo(from, to)));
        }
        return takes;
    }

    private static boolean isInfo(int from, int to) {
        return Math.min(from, to) <= INFO && INFO <= Math.max(from, to);
    }

    private static int place(String priority) {
        return PRIORITIES.indexOf(
                switch (priority) {
                    case "warn" -> "warning";
                    case "error" -> "err";
                    case "panic" -> "emerg";
                    default -> priority;
                });
    }
}
