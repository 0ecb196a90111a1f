package org.popauth.maillog.patterns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Reads the samples of one pattern.
final class SampleReader {

    private static final Set<String> KEYS = Set.of("given", "line", "gives");
    private static final Set<String> KEYS_OF_UNMATCHED = Set.of("given", "line");
    private static final int SAMPLES_MAX = 50;

    private SampleReader() {}

    /// All samples; those that are wrong are noted in the document.
    static List<Sample> read(Fields pattern, Says says) {
        var samples = new ArrayList<Sample>();
        for (var node : pattern.list("samples")) {
            samples.add(matched(pattern.document(), node, says));
        }
        if (samples.isEmpty()) {
            pattern.wrong("samples", "at least one sample must show what the pattern matches");
        }
        for (var node : pattern.list("not")) {
            samples.add(unmatched(pattern.document(), node));
        }
        if (samples.size() > SAMPLES_MAX) {
            pattern.wrong("samples", "a pattern has at most " + SAMPLES_MAX + " samples");
        }
        return samples;
    }

    private static Sample matched(Document document, Node node, Says says) {
        var sample = new Fields(document, node, KEYS);
        var gives = sample.map("gives");
        var given = gives == null ? Map.<String, String>of() : gives;
        checkGives(sample, says, given.keySet());
        return new Sample(sample.texts("given"), sample.required("line"), given, document.at(node));
    }

    private static void checkGives(Fields sample, Says says, Set<String> names) {
        for (var name : names) {
            var group = Group.named(name);
            if (group == null || !says.tells(group)) {
                sample.wrong("gives", "a " + says + " gives no \"" + name + "\"");
            }
        }
        if (says.isEvent() && !names.contains("client") && !names.contains("address")) {
            sample.wrong("gives", "a sample says at least which client it gives");
        }
        if (!says.isEvent() && !names.isEmpty()) {
            sample.wrong("gives", "a " + says + " gives nothing by itself");
        }
    }

    /// A line that must not be matched: a text, or a mapping when lines come before it.
    private static Sample unmatched(Document document, Node node) {
        var at = document.at(node);
        if (node instanceof ScalarNode scalar) {
            return new Sample(List.of(), scalar.getValue(), null, at);
        }
        var sample = new Fields(document, node, KEYS_OF_UNMATCHED);
        return new Sample(sample.texts("given"), sample.required("line"), null, at);
    }
}
