package org.popauth.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A topic and the type of its values, which are JSON in UTF-8.
///
/// @param name as Kafka knows it
/// @param valueType the sealed interface of its values
/// @param compacted true when the last value of a key is kept for ever
/// @param retention how long a record is kept; null when compacted
public record Topic<V>(
        String name, Class<V> valueType, boolean compacted, @Nullable Duration retention) {

    /// The bytes of a value.
    public byte[] encode(V value) {
        try {
            return Json.MAPPER.writerFor(valueType).writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write a value of topic " + name, e);
        }
    }

    /// Reads a value. Never throws: what cannot be read is data too.
    public Decoded<V> decode(byte[] bytes) {
        try {
            V value = Json.MAPPER.readerFor(valueType).readValue(bytes);
            return value == null
                    ? new Decoded.Malformed<>("the value is null")
                    : new Decoded.Value<>(value);
        } catch (InvalidTypeIdException e) {
            var type = e.getTypeId();
            return type == null
                    ? new Decoded.Malformed<>("the value has no field 'type'")
                    : new Decoded.UnknownType<>(Printable.of(type, 64));
        } catch (ValueInstantiationException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return new Decoded.Malformed<>(reason(cause));
        } catch (IOException e) {
            return new Decoded.Malformed<>(reason(e));
        }
    }

    private static String reason(Throwable e) {
        var message =
                e instanceof JsonProcessingException json
                        ? json.getOriginalMessage()
                        : e.getMessage();
        return Printable.of(message == null ? e.getClass().getSimpleName() : message, 256);
    }

    /// The topic for records of this one that cannot be read: the same bytes, with headers that say
    /// why.
    public String deadLetters() {
        return name + "-dead-letters";
    }
}
