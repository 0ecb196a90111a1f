package org.popauth.report.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Decoded;
import org.popauth.events.Printable;
import org.popauth.events.Topic;
import org.popauth.events.Topics;
import org.popauth.report.readmodel.ProjectDecisions;
import org.popauth.report.readmodel.ProjectEnforcements;
import org.popauth.report.readmodel.ProjectMailEvents;
import org.popauth.report.readmodel.ProjectOrders;
import org.popauth.report.readmodel.Write;

/// What a record, as bytes, means to the read model.
sealed interface Translation {

    /// It changes this much, perhaps nothing.
    record Writes(List<Write> writes) implements Translation {}

    /// It is of a type that this version does not know.
    record Unknown(String type) implements Translation {}

    /// It cannot be read.
    record Unreadable(String reason) implements Translation {}

    /// How the values of each topic are translated.
    Map<String, Function<byte[], Translation>> BY_TOPIC =
            Map.of(
                    Topics.MAIL_EVENTS.name(),
                    bytes -> of(Topics.MAIL_EVENTS, bytes, ProjectMailEvents::of),
                    Topics.DECISIONS.name(),
                    bytes -> of(Topics.DECISIONS, bytes, ProjectDecisions::of),
                    Topics.OPERATOR_ORDERS.name(),
                    bytes ->
                            of(
                                    Topics.OPERATOR_ORDERS,
                                    bytes,
                                    order -> List.of(ProjectOrders.published(order))),
                    Topics.ENFORCEMENTS.name(),
                    bytes -> of(Topics.ENFORCEMENTS, bytes, ProjectEnforcements::of));

    /// The topics that are read.
    static List<String> topics() {
        return Topics.all().stream().map(Topic::name).collect(Collectors.toList());
    }

    /// Translates a record of one of the topics.
    static Translation of(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        if (value != null) {
            var translate = BY_TOPIC.get(topic);
            return translate == null
                    ? new Unreadable("no topic of report-service")
                    : translate.apply(value);
        }
        if (key == null || !topic.equals(Topics.DECISIONS.name())) {
            return new Unreadable("the record is empty");
        }
        return new Writes(ProjectDecisions.forgotten(new String(key, UTF_8)));
    }

    private static <V> Translation of(
            Topic<V> topic, byte[] bytes, Function<V, List<Write>> project) {
        return switch (topic.decode(bytes)) {
            case Decoded.Value<V>(var value) -> projected(value, project);
            case Decoded.UnknownType<V>(var type) -> new Unknown(type);
            case Decoded.Malformed<V>(var reason) -> new Unreadable(reason);
        };
    }

    /// A value may be complete JSON and still lack a field that is never null.
    private static <V> Translation projected(V value, Function<V, List<Write>> project) {
        try {
            return new Writes(project.apply(value));
        } catch (NullPointerException | ArithmeticException e) {
            return new Unreadable(
                    "a field is missing or out of range: "
                            + Printable.of(String.valueOf(e.getMessage()), 200));
        }
    }
}
