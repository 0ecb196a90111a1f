package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The value of an `smtpd_…_restrictions` parameter, postconf(5): as it is written, and as what it
/// means once its `$names` are replaced.
record Restrictions(List<Item> items) {

    /// So deep may parameters refer to each other.
    private static final int DEPTH_MAX = 20;

    /// A longer text is not expanded further.
    private static final int CHARS_MAX = 100_000;

    private static final Pattern NAME =
            Pattern.compile("\\$(?:\\{([A-Za-z0-9_]+)}|\\(([A-Za-z0-9_]+)\\)|([A-Za-z0-9_]+))");

    /// One entry as it is written, and the restrictions that it stands for.
    record Item(String written, List<Restriction> means) {}

    /// @param parameter the value of a parameter, not expanded
    static Restrictions parse(String raw, UnaryOperator<String> parameter) {
        var items = new ArrayList<Item>();
        for (var each : grouped(words(raw))) {
            var means = new ArrayList<Restriction>();
            for (var one : grouped(words(expand(each, parameter)))) {
                means.add(restriction(one));
            }
            items.add(new Item(each, List.copyOf(means)));
        }
        return new Restrictions(List.copyOf(items));
    }

    /// A text with `$name`, `${name}` and `$(name)` replaced.
    static String expand(String raw, UnaryOperator<String> parameter) {
        var text = raw;
        for (int depth = 0; depth < DEPTH_MAX && text.length() < CHARS_MAX; depth++) {
            var next =
                    NAME.matcher(text)
                            .replaceAll(
                                    it -> Matcher.quoteReplacement(parameter.apply(nameOf(it))));
            if (next.equals(text)) {
                return text;
            }
            text = next;
        }
        return text;
    }

    private static String nameOf(MatchResult match) {
        for (int group = 1; group < 3; group++) {
            if (match.group(group) != null) {
                return match.group(group);
            }
        }
        return match.group(3);
    }

    /// Words are parted by white space and commas; braces hold them together.
    static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            }
            if (depth <= 0 && (Character.isWhitespace(c) || c == ',')) {
                take(word, words);
            } else {
                word.append(c);
            }
        }
        take(word, words);
        return words;
    }

    private static void take(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /// Joins restrictions with their arguments.
    private static List<String> grouped(List<String> words) {
        var groups = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            boolean more = i + 1 < words.size();
            if (takesArgument(word) && more) {
                groups.add(word + " " + words.get(++i));
            } else if (word.equals("warn_if_reject") && more) {
                boolean argument = takesArgument(words.get(i + 1)) && i + 2 < words.size();
                groups.add(String.join(" ", words.subList(i, i + (argument ? 3 : 2))));
                i += argument ? 2 : 1;
            } else {
                groups.add(word);
            }
        }
        return groups;
    }

    private static boolean takesArgument(String name) {
        return (name.startsWith("check_") && !name.equals("check_relay_domains"))
                || name.startsWith("reject_rbl_")
                || name.startsWith("reject_rhsbl_")
                || name.startsWith("permit_dnswl_")
                || name.startsWith("permit_rhswl_")
                || name.equals("sleep");
    }

    private static Restriction restriction(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new Restriction(text, "")
                : new Restriction(text.substring(0, space), text.substring(space + 1));
    }

    /// Everything that the list means, in order.
    List<Restriction> all() {
        return items.stream().flatMap(it -> it.means().stream()).toList();
    }

    boolean has(Predicate<Restriction> wanted) {
        return all().stream().anyMatch(wanted);
    }

    /// The place of the first restriction of a kind among all; the number of all when there is
    /// none.
    int placeOf(Predicate<Restriction> wanted) {
        var all = all();
        int place = 0;
        while (place < all.size() && !wanted.test(all.get(place))) {
            place++;
        }
        return place;
    }

    /// The list with one more entry, before the first that holds a restriction of a kind; at the
    /// end when none does.
    Restrictions before(Predicate<Restriction> wanted, String entry) {
        var more = new ArrayList<>(items);
        int at = 0;
        while (at < items.size() && items.get(at).means().stream().noneMatch(wanted)) {
            at++;
        }
        more.add(at, new Item(entry, List.of(restriction(entry))));
        return new Restrictions(List.copyOf(more));
    }

    /// The list without the entries that are one restriction of a kind.
    Restrictions without(Predicate<Restriction> unwanted) {
        return new Restrictions(
                items.stream()
                        .filter(
                                it ->
                                        it.means().size() != 1
                                                || !unwanted.test(it.means().getFirst()))
                        .toList());
    }

    /// As one line for main.cf.
    String value() {
        return String.join(", ", items.stream().map(Item::written).toList());
    }

    /// As lines for main.cf.
    List<String> lines(String parameter) {
        var lines = new ArrayList<String>();
        lines.add(parameter + " =");
        for (int i = 0; i < items.size(); i++) {
            lines.add("    " + items.get(i).written() + (i + 1 < items.size() ? "," : ""));
        }
        return lines;
    }
}
