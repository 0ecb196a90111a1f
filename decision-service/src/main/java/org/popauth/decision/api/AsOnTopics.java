package org.popauth.decision.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.popauth.events.Topic;
import org.popauth.events.Topics;

/// Writes a value of the contract exactly as its topic holds it, type tag included, wherever in an
/// answer it stands: also where a generic list hides its type from Jackson.
final class AsOnTopics<V> extends JsonSerializer<V> {

    private final Topic<V> topic;

    private AsOnTopics(Topic<V> topic) {
        this.topic = topic;
    }

    static SimpleModule module() {
        var module = new SimpleModule("as-on-topics");
        Topics.all().forEach(topic -> add(module, topic));
        return module;
    }

    private static <V> void add(SimpleModule module, Topic<V> topic) {
        module.addSerializer(topic.valueType(), new AsOnTopics<>(topic));
    }

    @Override
    public void serialize(V value, JsonGenerator json, SerializerProvider ignored)
            throws IOException {
        json.writeRawValue(new String(topic.encode(value), StandardCharsets.UTF_8));
    }

    @Override
    public void serializeWithType(
            V value, JsonGenerator json, SerializerProvider provider, TypeSerializer ignored)
            throws IOException {
        serialize(value, json, provider);
    }
}
