package org.popauth.standalone.fault;

import io.smallrye.config.ConfigValidationException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigValue;

/// What is wrong with the settings, as sentences: the key, its value, what is allowed, and where it
/// stands.
public final class ConfigFaults {

    private static final int PART_MIN = 3;
    private static final String LIST = "settings are listed in docs/reference/configuration.md";
    private static final String KEY = "((?:[^\\s\"]|\"[^\"]*\")+)";
    private static final Pattern UNKNOWN =
            Pattern.compile("SRCFG00050: (.+?) in (.+) does not map to any root");
    private static final Pattern MISSING =
            Pattern.compile("SRCFG00014: .*?config property " + KEY + " is required");
    private static final Pattern EMPTY =
            Pattern.compile("SRCFG00040: .*?config property " + KEY + " is defined as the empty");
    private static final Pattern UNREADABLE =
            Pattern.compile(
                    "SRCFG00039: The config property "
                            + KEY
                            + " with the config value \"(.*)\" threw an Exception whilst being"
                            + " converted ?(.*)",
                    Pattern.DOTALL);
    private static final Pattern REFUSED = Pattern.compile(KEY + " (.+)", Pattern.DOTALL);

    private static final Pattern ENTRY = Pattern.compile("(.+)\\[(\\d{1,6})]");

    private final Function<String, ? extends ConfigValue> values;
    private final Collection<String> known;

    /// @param values finds a setting by its key
    /// @param known the keys that exist, with `*` for a part that is free to choose
    public ConfigFaults(Function<String, ? extends ConfigValue> values, Collection<String> known) {
        this.values = values;
        this.known = known;
    }

    /// One line for each thing that is wrong, sorted, each once.
    public List<String> lines(ConfigValidationException failure) {
        return IntStream.range(0, failure.getProblemCount())
                .mapToObj(i -> line(failure.getProblem(i).getMessage()))
                .distinct()
                .sorted()
                .toList();
    }

    /// The setting that a service refused only when it used it, in one line; empty when none of
    /// those given has a value that the reason speaks of.
    ///
    /// @param reason what the service said
    /// @param keys the settings that are set
    public Optional<String> lateRefusal(String reason, Collection<String> keys) {
        return keys.stream()
                .map(values)
                .filter(value -> value.getValue() != null && speaksOf(reason, value.getValue()))
                .max(Comparator.comparingInt((ConfigValue value) -> value.getValue().length()))
                .map(
                        value ->
                                value.getName()
                                        + " = "
                                        + value.getValue()
                                        + " cannot be used: "
                                        + reason
                                        + Origin.of(value).inBrackets());
    }

    private static boolean speaksOf(String reason, String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .anyMatch(part -> part.length() >= PART_MIN && reason.contains(part));
    }

    private String line(String problem) {
        var found = UNKNOWN.matcher(problem);
        if (found.find()) {
            return unknown(found.group(1), found.group(2));
        }
        found = MISSING.matcher(problem);
        if (found.find()) {
            return found.group(1) + " is not set and has no default; " + LIST;
        }
        found = EMPTY.matcher(problem);
        if (found.find()) {
            return found.group(1) + " is empty; give it a value or leave it out" + at(found);
        }
        found = UNREADABLE.matcher(problem);
        if (found.find()) {
            var reason = Reason.of(found.group(3));
            return found.group(1) + " = " + found.group(2) + " " + reason + at(found);
        }
        found = REFUSED.matcher(problem);
        return found.matches() ? refused(found) : problem;
    }

    private String unknown(String key, String location) {
        var nearest = NearestName.of(key, known);
        return key
                + " is no setting"
                + Origin.parse(location).inBrackets()
                + nearest.map(name -> "; did you mean " + name + "?").orElse("")
                + (nearest.isPresent() ? " Settings" + LIST.substring(8) : "; " + LIST);
    }

    private String refused(Matcher found) {
        var key = found.group(1);
        var value = valueOf(key).getValue();
        var entry = ENTRY.matcher(key);
        var subject = key + (value == null ? "" : " = " + value);
        if (value != null && entry.matches()) {
            int number = Integer.parseInt(entry.group(2)) + 1;
            subject = entry.group(1) + " = " + value + ": entry " + number;
        }
        return subject + " " + found.group(2).strip() + at(found);
    }

    private String at(Matcher found) {
        var value = valueOf(found.group(1));
        return value.getSourceName() == null ? "" : Origin.of(value).inBrackets();
    }

    private ConfigValue valueOf(String key) {
        var value = values.apply(key);
        var entry = ENTRY.matcher(key);
        return value.getSourceName() == null && entry.matches()
                ? values.apply(entry.group(1))
                : value;
    }
}
