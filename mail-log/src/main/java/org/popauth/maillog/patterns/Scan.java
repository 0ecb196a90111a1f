package org.popauth.maillog.patterns;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Goes over the text of a pattern once, before it is compiled: what RE2 would take, but must not
/// be in a pattern here, is found with its place, and so is what the engine has to know.
///
/// Parts of a pattern are also matched for themselves, against parts of a message. So nothing may
/// stand in it that looks at its neighbours (`\b`, `^` in the middle) or changes what follows
/// (`(?i)` in the middle).
final class Scan {

    /// The most instructions of a compiled pattern; the time for a line grows with them.
    static final int INSTRUCTIONS_MAX = 1000;

    private static final String LOOKS_AROUND = "bBAzZGC";
    private static final String CLASSES = "dDsSwWpPx";
    private static final String CONTROLS = "tnrfav";

    private final String text;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<Group, Span> groups = new EnumMap<>(Group.class);
    private final Literals literals = new Literals();
    private int at;
    private long size;
    private long last;
    private boolean ignoresCase;

    /// A group that was opened.
    private record Open(int from, int inside, @Nullable Group group, long sizeBefore) {}

    /// Where a named group stands.
    ///
    /// @param from its parenthesis
    /// @param inside what it matches begins there
    /// @param end its closing parenthesis
    /// @param depth how many groups it stands in
    record Span(int from, int inside, int end, int depth) {}

    private Scan(String text) {
        this.text = text;
    }

    static Scan of(String text) throws BadExpression {
        var scan = new Scan(text);
        scan.scan();
        return scan;
    }

    private void scan() throws BadExpression {
        if (text.startsWith("(?i)")) {
            ignoresCase = true;
            at = 4;
        }
        if (at < text.length() && text.charAt(at) == '^') {
            at++;
        }
        while (at < text.length()) {
            next(text.charAt(at));
            if (size > INSTRUCTIONS_MAX) {
                throw new BadExpression(
                        at - 1,
                        "the pattern is too large: more than "
                                + INSTRUCTIONS_MAX
                                + " characters and classes, with all their repetitions");
            }
        }
        literals.end();
        checkClient();
    }

    private void next(char c) throws BadExpression {
        switch (c) {
            case '\\' -> escaped();
            case '[' -> characterClass();
            case '(' -> opened();
            case ')' -> closed();
            case '*', '?' -> repeated(1, false);
            case '+' -> repeated(1, true);
            case '{' -> counted();
            case '|' -> alternative();
            case '^' -> throw inTheMiddle("^");
            case '$' -> {
                if (at != text.length() - 1) {
                    throw inTheMiddle("$");
                }
                at++;
            }
            case '.' -> {
                literals.end();
                atom(1);
            }
            default -> literal(c, 1);
        }
    }

    private BadExpression inTheMiddle(String what) {
        return new BadExpression(
                at, what + " has no meaning here: a pattern matches the whole message");
    }

    private void literal(char c, int chars) {
        if (open.isEmpty()) {
            literals.add(c, at, at + chars);
        }
        atom(chars);
    }

    private void atom(int chars) {
        size++;
        last = 1;
        at += chars;
    }

    private void escaped() throws BadExpression {
        char c = at + 1 < text.length() ? text.charAt(at + 1) : '\\';
        if (LOOKS_AROUND.indexOf(c) >= 0) {
            throw inTheMiddle("\\" + c);
        }
        if (c == 'Q') {
            throw new BadExpression(at, "\\Q is not allowed: write \\ before each character");
        }
        if (c < 0x7f && !Character.isLetterOrDigit(c)) {
            literal(c, 2);
            return;
        }
        if (CLASSES.indexOf(c) < 0 && CONTROLS.indexOf(c) < 0) {
            throw new BadExpression(at, "RE2 knows no \\" + c);
        }
        literals.end();
        atom(2);
        if ("xpP".indexOf(c) >= 0) {
            boolean braced = at < text.length() && text.charAt(at) == '{';
            at = braced ? behind('}') : Math.min(text.length(), at + (c == 'x' ? 2 : 1));
        }
    }

    private int behind(char wanted) throws BadExpression {
        int end = text.indexOf(wanted, at);
        if (end < 0) {
            throw new BadExpression(at, "there is no " + wanted + " for this");
        }
        return end + 1;
    }

    private void characterClass() throws BadExpression {
        literals.end();
        int from = at;
        int i = at + 1;
        i += i < text.length() && text.charAt(i) == '^' ? 1 : 0;
        i += i < text.length() && text.charAt(i) == ']' ? 1 : 0;
        while (i < text.length() && text.charAt(i) != ']') {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.startsWith("[:", i)) {
                int close = text.indexOf(":]", i);
                i = close < 0 ? text.length() : close + 1;
            }
            i++;
        }
        if (i >= text.length()) {
            throw new BadExpression(from, "there is no ] for this [");
        }
        atom(i + 1 - from);
    }

    private void opened() throws BadExpression {
        literals.end();
        int from = at;
        Group group = null;
        if (text.startsWith("(?", at)) {
            group = named();
        } else {
            at++;
        }
        open.push(new Open(from, at, group, size));
        size = 0;
        last = 0;
    }

    /// Goes behind `(?P<name>`, `(?<name>`, `(?:` or `(?i:`.
    private @Nullable Group named() throws BadExpression {
        for (var begin : new String[] {"(?:", "(?i:", "(?s:"}) {
            if (text.startsWith(begin, at)) {
                at += begin.length();
                return null;
            }
        }
        int name = at + (text.startsWith("(?P<", at) ? 4 : 3);
        if (!text.startsWith("(?P<", at) && !text.startsWith("(?<", at)) {
            throw new BadExpression(
                    at, "after ( only ?: , ?i: and ?P<name> are allowed; (?i) at the beginning");
        }
        at = name;
        int end = behind('>');
        var word = text.substring(name, end - 1);
        var group = Group.named(word);
        if (group == null) {
            throw new BadExpression(
                    name, "unknown group \"" + word + "\"; groups are " + Group.names());
        }
        if (groups.containsKey(group)) {
            throw new BadExpression(name, "there are two groups " + group);
        }
        groups.put(group, new Span(name, end, end, open.size()));
        at = end;
        return group;
    }

    private void closed() throws BadExpression {
        literals.end();
        if (open.isEmpty()) {
            throw new BadExpression(at, "there is no ( for this )");
        }
        var opened = open.pop();
        if (opened.group != null) {
            groups.put(opened.group, new Span(opened.from, opened.inside, at, open.size()));
        }
        last = size + 1;
        size = opened.sizeBefore + last;
        at++;
    }

    private void alternative() throws BadExpression {
        if (open.isEmpty()) {
            throw new BadExpression(
                    at,
                    "an alternative of the whole pattern: put it into (?:…), or write two patterns");
        }
        size++;
        at++;
    }

    private void repeated(int times, boolean atLeastOnce) {
        literals.repeated(atLeastOnce);
        size += last * (times - 1) + 1;
        last = last * times + 1;
        at++;
        if (at < text.length() && text.charAt(at) == '?') {
            at++;
        }
    }

    private void counted() throws BadExpression {
        int end = text.indexOf('}', at);
        var range = end < 0 ? "" : text.substring(at + 1, end);
        if (!range.matches("\\d{1,4}(?:,\\d{0,4})?")) {
            literal('{', 1);
            return;
        }
        int most = 1;
        for (var number : range.split(",", -1)) {
            most = Math.max(most, number.isEmpty() ? most + 1 : Integer.parseInt(number));
        }
        at = end;
        repeated(most, false);
    }

    private void checkClient() throws BadExpression {
        if (!open.isEmpty()) {
            throw new BadExpression(open.peek().from, "there is no ) for this (");
        }
        var client = groups.get(Group.CLIENT);
        if (client == null) {
            return;
        }
        boolean repeated =
                client.end + 1 < text.length() && "*+?{".indexOf(text.charAt(client.end + 1)) >= 0;
        if (client.depth > 0 || repeated) {
            throw new BadExpression(
                    client.from,
                    "group client must stand in no other group and not be repeated: it must be"
                            + " certain where it stands");
        }
    }

    /// Where a group stands; null if there is none.
    @Nullable Span span(Group group) {
        return groups.get(group);
    }

    /// All named groups.
    Map<Group, Span> groups() {
        return groups;
    }

    /// True when upper and lower case are the same.
    boolean ignoresCase() {
        return ignoresCase;
    }

    /// The characters that stand for themselves.
    Literals literals() {
        return literals;
    }
}
