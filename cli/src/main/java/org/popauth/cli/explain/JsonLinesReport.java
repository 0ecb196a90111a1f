package org.popauth.cli.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.popauth.cli.terminal.JsonOutput;
import org.popauth.events.MailEvent;
import org.popauth.events.Printable;
import org.popauth.maillog.Reading;

/// A JSON object for each line, in order.
final class JsonLinesReport implements Report {

    private static final int REASON_CHARS_MAX = 512;

    private final PrintStream out;
    private final boolean named;
    private final ObjectWriter events;
    private final JsonGenerator json;

    /// @param named true to say the input of each line
    JsonLinesReport(PrintStream out, boolean named) {
        this.out = out;
        this.named = named;
        var mapper = JsonOutput.mapper();
        this.events = mapper.writerFor(MailEvent.class);
        try {
            this.json = mapper.getFactory().createGenerator(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON", e);
        }
        json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    @Override
    public void add(Explained line) {
        try {
            json.writeStartObject();
            if (named) {
                json.writeStringField("file", Printable.of(line.input().name(), REASON_CHARS_MAX));
            }
            json.writeNumberField("line", line.number());
            json.writeStringField("outcome", line.outcome());
            write(line.reading());
            writeFields(line);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON", e);
        }
    }

    private void write(Reading reading) throws IOException {
        switch (reading) {
            case Reading.Recognised recognised -> {
                json.writeFieldName("event");
                events.writeValue(json, recognised.event());
            }
            case Reading.Ignored ignored -> json.writeStringField("reason", Reasons.key(ignored));
            case Reading.Unparsable unparsable ->
                    json.writeStringField(
                            "reason", Printable.of(unparsable.reason(), REASON_CHARS_MAX));
        }
    }

    private void writeFields(Explained line) throws IOException {
        if (line.pattern() != null) {
            json.writeStringField("pattern", line.pattern());
        }
        if (line.fields().isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("fields");
        for (var field : line.fields().all()) {
            json.writeObjectFieldStart(field.name());
            if (field.line() != line.number()) {
                json.writeNumberField("line", field.line());
            }
            json.writeNumberField("from", field.from());
            json.writeNumberField("to", field.to());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    @Override
    public void end() {
        flush();
    }

    @Override
    public void flush() {
        try {
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON", e);
        }
        out.flush();
    }
}
