package org.popauth.maillog.patterns;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pattern, compiled: the whole message matches it, in one way only, or it does not count.
final class Expression {

    /// The longest pattern.
    static final int CHARS_MAX = 1000;

    /// What each message must have in a row, so that others cost nothing.
    static final int LITERAL_CHARS_MIN = 3;

    private static final int INSTRUCTIONS_MAX = 4 * Scan.INSTRUCTIONS_MAX;

    private final Scan scan;
    private final Literal literal;
    private final Pattern greedy;
    private final Pattern lazy;
    private final Map<Group, Integer> groups = new EnumMap<>(Group.class);
    private final @Nullable OnlyClient onlyClient;

    /// What a message is by this pattern.
    ///
    /// @param client where the client's address stands; null if the pattern has no such group
    /// @param spans where the other groups stand
    record Match(@Nullable Span client, Map<Group, Span> spans) {}

    /// A part of a message.
    record Span(int from, int to) {}

    private Expression(String text, Scan scan) {
        this.scan = scan;
        this.literal = new Literal(scan.literals().longest(), scan.ignoresCase());
        this.greedy = Pattern.compile(text);
        this.lazy = Pattern.compile("(?U)" + text);
        this.onlyClient = OnlyClient.of(text, scan);
        greedy.namedGroups()
                .forEach(
                        (name, number) -> {
                            var group = Group.named(name);
                            if (group != null) {
                                groups.put(group, number);
                            }
                        });
    }

    /// @throws BadExpression when the text must not be used
    static Expression of(String text) throws BadExpression {
        if (text.length() > CHARS_MAX) {
            throw new BadExpression(
                    0, "the pattern is longer than " + CHARS_MAX + " characters; use two");
        }
        var expression = compiled(text, Scan.of(text));
        if (expression.greedy.programSize() > INSTRUCTIONS_MAX) {
            throw new BadExpression(0, "the pattern is too large when compiled; use two");
        }
        if (expression.literal.length() < LITERAL_CHARS_MIN) {
            throw new BadExpression(
                    0,
                    "the pattern needs "
                            + LITERAL_CHARS_MIN
                            + " characters in a row, outside of groups, that are always there");
        }
        return expression;
    }

    private static Expression compiled(String text, Scan scan) throws BadExpression {
        try {
            return new Expression(text, scan);
        } catch (PatternSyntaxException e) {
            var part = e.getPattern();
            int at = part == null ? 0 : Math.max(0, text.indexOf(part));
            throw new BadExpression(at, "not a pattern in RE2 syntax: " + e.getDescription());
        }
    }

    /// True when the pattern has this group.
    boolean has(Group group) {
        return groups.containsKey(group);
    }

    /// The groups, and where they stand in the pattern.
    Scan scan() {
        return scan;
    }

    /// True when it may match a message that stands in these bytes. Allocates nothing.
    boolean mayMatch(byte[] bytes, int from, int to) {
        return literal.standsIn(bytes, from, to);
    }

    /// Matches a whole message.
    ///
    /// @return null when it does not match
    /// @throws Ambiguous when it can be matched in two ways that differ in client or user
    @Nullable Match match(byte[] message) throws Ambiguous {
        var matcher = greedy.matcher(message);
        if (!matcher.matches()) {
            return null;
        }
        var spans = new EnumMap<Group, Span>(Group.class);
        groups.forEach((group, number) -> put(spans, group, matcher, number));
        var client = spans.remove(Group.CLIENT);
        if (onlyClient != null && client != null) {
            onlyClient.check(message, client);
        }
        checkUser(message, spans.get(Group.USER));
        return new Match(client, spans);
    }

    private static void put(Map<Group, Span> spans, Group group, Matcher matcher, int number) {
        if (matcher.start(number) >= 0) {
            spans.put(group, new Span(matcher.start(number), matcher.end(number)));
        }
    }

    /// With all quantifiers turned round the longest user would become the shortest.
    private void checkUser(byte[] message, @Nullable Span user) throws Ambiguous {
        var number = groups.get(Group.USER);
        if (number == null) {
            return;
        }
        var matcher = lazy.matcher(message);
        int from = user == null ? -1 : user.from;
        int to = user == null ? -1 : user.to;
        if (!matcher.matches() || matcher.start(number) != from || matcher.end(number) != to) {
            throw new Ambiguous();
        }
    }
}
