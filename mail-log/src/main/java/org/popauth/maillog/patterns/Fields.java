package org.popauth.maillog.patterns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// The keys and values of one mapping. What is not as it should be is noted as a fault of the
/// document.
final class Fields {

    private final Document document;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /// @param allowed its keys
    Fields(Document document, Node node, Set<String> allowed) {
        this.document = document;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            document.wrong(node, "here must be a mapping with the keys " + names(allowed));
            return;
        }
        for (var each : mapping.getValue()) {
            var key = each.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!allowed.contains(key)) {
                document.wrong(
                        each.getKeyNode(),
                        "unknown key \"" + key + "\"; keys are " + names(allowed));
            } else if (values.put(key, each.getValueNode()) != null) {
                document.wrong(each.getKeyNode(), "key \"" + key + "\" is there twice");
            }
        }
    }

    private static String names(Set<String> allowed) {
        return String.join(", ", allowed.stream().sorted().toList());
    }

    /// The mapping itself.
    Node node() {
        return node;
    }

    Document document() {
        return document;
    }

    /// True when there is a value.
    boolean has(String key) {
        return values.containsKey(key);
    }

    /// A text; null if there is none.
    @Nullable String text(String key) {
        var value = values.get(key);
        return value == null ? null : text(value);
    }

    /// A text that must be there; empty if it is not, which is a fault.
    String required(String key) {
        if (!values.containsKey(key)) {
            document.wrong(node, "key \"" + key + "\" is missing");
            return "";
        }
        var text = text(key);
        return text == null ? "" : text;
    }

    private @Nullable String text(Node value) {
        if (value instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        document.wrong(value, "here must be a text");
        return null;
    }

    /// Texts: one, or a list of them.
    List<String> texts(String key) {
        var value = values.get(key);
        var nodes =
                value instanceof SequenceNode sequence
                        ? sequence.getValue()
                        : value == null ? List.<Node>of() : List.of(value);
        var texts = new ArrayList<String>();
        for (var each : nodes) {
            var text = text(each);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /// The nodes of a list; none if there is none.
    List<Node> list(String key) {
        var value = values.get(key);
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (value != null) {
            document.wrong(value, "here must be a list");
        }
        return List.of();
    }

    /// Names and texts of a mapping; null if there is none.
    @Nullable Map<String, String> map(String key) {
        var value = values.get(key);
        if (!(value instanceof MappingNode mapping)) {
            if (value != null) {
                document.wrong(value, "here must be a mapping");
            }
            return null;
        }
        var map = new LinkedHashMap<String, String>();
        for (var each : mapping.getValue()) {
            var name = text(each.getKeyNode());
            if (name == null) {
                continue;
            }
            if (!(each.getValueNode() instanceof ScalarNode scalar)) {
                document.wrong(each.getValueNode(), "here must be a text");
            } else if (map.put(name, scalar.getValue()) != null) {
                document.wrong(each.getKeyNode(), "\"" + name + "\" is there twice");
            }
        }
        return map;
    }

    /// Notes what is wrong with the value of a key, or with the mapping that has none.
    void wrong(String key, String message) {
        document.wrong(values.getOrDefault(key, node), message);
    }

    /// Notes what is wrong at a character of a text. In a text over several lines, and in double
    /// quotes, the place is where the text begins.
    void wrong(String key, int offset, String message) {
        if (!(values.get(key) instanceof ScalarNode scalar)
                || scalar.getStartMark().getLine() != scalar.getEndMark().getLine()) {
            wrong(key, message);
            return;
        }
        var before = scalar.getValue().substring(0, Math.min(offset, scalar.getValue().length()));
        int columns = 0;
        if (scalar.getScalarStyle() == ScalarStyle.PLAIN) {
            columns = before.length();
        } else if (scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED) {
            int doubled = (int) before.chars().filter(c -> c == '\'').count();
            columns = 1 + before.length() + doubled;
        }
        document.wrong(scalar, columns, message);
    }
}
