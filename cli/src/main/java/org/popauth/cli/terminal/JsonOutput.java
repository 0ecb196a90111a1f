package org.popauth.cli.terminal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.popauth.events.Json;

/// JSON on standard output. All of it is ASCII, so no text from a log can move a terminal's cursor
/// or turn its writing around.
public final class JsonOutput {

    private JsonOutput() {}

    /// The contract's JSON, ASCII only, which leaves its target open and is flushed by hand.
    public static ObjectMapper mapper() {
        var mapper = Json.mapper();
        mapper.getFactory().configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true);
        mapper.getFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        return mapper.disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
    }

    /// Prints one value, indented.
    public static void print(Terminal terminal, Object value) {
        try {
            terminal.out()
                    .println(mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON", e);
        }
    }
}
