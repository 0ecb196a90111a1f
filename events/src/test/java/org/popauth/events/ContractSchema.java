package org.popauth.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The JSON Schema (draft 2020-12) of a topic's values, made from the records and their comments.
final class ContractSchema {

    private static final String ADDRESS =
            "(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})";
    private static final String DURATION =
            "^-?P(?=.)(?:-?[0-9]+D)?(?:T(?=.)(?:-?[0-9]+H)?(?:-?[0-9]+M)?"
                    + "(?:-?[0-9]+(?:\\.[0-9]{1,9})?S)?)?$";

    /// Values that are one text, and what the text looks like.
    private static final Map<Class<?>, String> TEXTS =
            Map.of(
                    Address.class, "^" + ADDRESS + "$",
                    Client.class, "^" + ADDRESS + "(?:/[0-9]{1,3})?$",
                    Network.class, "^" + ADDRESS + "(?:/[0-9]{1,3})?$",
                    EventId.class, "^.+#(?:0|[1-9][0-9]{0,18})-(?:0|[1-9][0-9]{0,18})$",
                    MailHost.class, "^[A-Za-z0-9._:-]{1,255}$");

    private final Topic<?> topic;
    private final Javadoc javadoc;
    private final Map<String, ObjectNode> definitions = new TreeMap<>();

    private ContractSchema(Topic<?> topic) {
        this.topic = topic;
        this.javadoc = Javadoc.of(topic.valueType());
    }

    static ObjectNode of(Topic<?> topic) {
        return new ContractSchema(topic).root();
    }

    private ObjectNode root() {
        var root = node();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", "urn:popauth:v1:" + topic.name());
        root.put("title", topic.valueType().getSimpleName());
        describe(root, javadoc, topic.valueType().getSimpleName());
        root.put("type", "object");
        root.putArray("required").add("type");
        var choices = root.putArray("oneOf");
        var subTypes = topic.valueType().getAnnotation(JsonSubTypes.class).value();
        for (var subType : subTypes) {
            choices.add(reference(subType.name()));
            definitions.put(subType.name(), record(subType.value(), subType.name()));
        }
        root.set("$defs", node().setAll(definitions));
        return root;
    }

    private ObjectNode record(Class<?> type, @Nullable String typeName) {
        var schema = node();
        describe(schema, javadoc, type.getSimpleName());
        schema.put("type", "object");
        var required = schema.putArray("required");
        var properties = schema.putObject("properties");
        if (typeName != null) {
            required.add("type");
            properties.putObject("type").put("const", typeName);
        }
        for (var component : type.getRecordComponents()) {
            properties.set(component.getName(), component(type, component));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        return schema;
    }

    private ObjectNode component(Class<?> type, RecordComponent component) {
        var name = component.getName();
        var schema = value(component.getGenericType());
        if (!describe(schema, javadoc, type.getSimpleName() + "." + name)) {
            describe(schema, javadoc, name + "()");
        }
        restrict(schema, type, name);
        return schema;
    }

    /// What the constructors check beyond the types.
    private static void restrict(ObjectNode schema, Class<?> type, String name) {
        if (type == MailEvent.LoginFailed.class && name.equals("attempts")) {
            schema.put("minimum", 1);
        } else if (type == OperatorOrder.Ban.class && name.equals("measure")) {
            schema.putArray("enum").add(Measure.REJECT.name()).add(Measure.DROP.name());
        }
    }

    private ObjectNode value(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            var schema = node().put("type", "array");
            schema.set("items", value(list.getActualTypeArguments()[0]));
            return schema;
        }
        return plain((Class<?>) type);
    }

    private ObjectNode plain(Class<?> type) {
        if (type == String.class) {
            return node().put("type", "string");
        } else if (type == boolean.class) {
            return node().put("type", "boolean");
        } else if (type == int.class || type == long.class) {
            return node().put("type", "integer");
        } else if (type == Instant.class) {
            return node().put("type", "string").put("format", "date-time");
        } else if (type == Duration.class) {
            return node().put("type", "string").put("pattern", DURATION);
        } else if (type == UUID.class) {
            return node().put("type", "string").put("format", "uuid");
        }
        return defined(type);
    }

    private ObjectNode defined(Class<?> type) {
        var name = type.getSimpleName();
        if (!definitions.containsKey(name)) {
            definitions.put(name, definition(type));
        }
        return reference(name);
    }

    private ObjectNode definition(Class<?> type) {
        var pattern = TEXTS.get(type);
        if (pattern != null) {
            var schema = node();
            describe(schema, Javadoc.of(type), type.getSimpleName());
            return schema.put("type", "string").put("pattern", pattern);
        } else if (type.isEnum()) {
            var schema = node();
            describe(schema, Javadoc.of(type), type.getSimpleName());
            var texts = schema.putArray("enum");
            for (var constant : type.getEnumConstants()) {
                texts.add(constant.toString());
            }
            return schema;
        } else if (type.isRecord()) {
            return record(type, null);
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private static boolean describe(ObjectNode schema, Javadoc javadoc, String name) {
        var text = javadoc.text(name);
        if (text != null) {
            schema.put("description", text);
        }
        return text != null;
    }

    private static ObjectNode reference(String definition) {
        return node().put("$ref", "#/$defs/" + definition);
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
