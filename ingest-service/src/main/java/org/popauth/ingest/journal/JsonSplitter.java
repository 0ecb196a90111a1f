package org.popauth.ingest.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.popauth.ingest.line.LineSink;
import org.popauth.ingest.line.LineSplitter;
import org.popauth.ingest.line.Splitter;

/// Reads journal entries as JSON objects, one a line: `journalctl -o json`, `json-seq` (a record
/// separator before each) and `json-sse` (`data: ` before each).
///
/// The value of a field is a string, an array of bytes, null when it was too large, or an array of
/// those when the field is repeated. What is no such object is handed on as it is, so that it is
/// counted as unparsable.
public final class JsonSplitter implements Splitter {

    private static final byte RECORD_SEPARATOR = 0x1e;
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = new byte[0];
    private static final JsonFactory JSON = new JsonFactory();
    private static final Map<String, Field> FIELDS =
            Arrays.stream(Field.values())
                    .collect(Collectors.toUnmodifiableMap(Field::name, Function.identity()));

    private final LineSplitter lines;
    private final Entry entry;

    /// @param host the mail host of entries that name none
    /// @param lineBytesMax the longest object
    public JsonSplitter(Senders senders, String host, int lineBytesMax) {
        this.lines = new LineSplitter(lineBytesMax);
        this.entry = new Entry(senders, host, lineBytesMax);
    }

    @Override
    public ByteBuffer room() {
        return lines.room();
    }

    @Override
    public void split(int filled, LineSink sink) throws InterruptedException {
        lines.split(filled, (bytes, from, to, at, cut) -> line(bytes, from, to, at, cut, sink));
    }

    @Override
    public void end(LineSink sink) throws InterruptedException {
        lines.end((bytes, from, to, at, cut) -> line(bytes, from, to, at, cut, sink));
    }

    private void line(byte[] bytes, int from, int to, long offset, boolean cut, LineSink sink)
            throws InterruptedException {
        int start = start(bytes, from, to);
        if (start == to) {
            return;
        }
        entry.clear();
        if (!cut && read(bytes, start, to)) {
            entry.hand(offset, sink);
        } else {
            sink.line(bytes, from, to, offset, cut);
        }
    }

    private static int start(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] == RECORD_SEPARATOR) {
            return from + 1;
        }
        int after = from + DATA.length;
        return after <= to && Arrays.equals(bytes, from, after, DATA, 0, DATA.length)
                ? after
                : from;
    }

    private boolean read(byte[] bytes, int from, int to) {
        try (var json = JSON.createParser(bytes, from, to - from)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var field = FIELDS.get(json.currentName());
                json.nextToken();
                value(field, json);
            }
            return json.nextToken() == null;
        } catch (IOException e) {
            // No JSON, or bytes that Jackson takes for UTF-16 or UTF-32 and cannot convert.
            return false;
        }
    }

    private void value(@Nullable Field field, JsonParser json) throws IOException {
        switch (json.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT -> {
                var text = json.getText().getBytes(StandardCharsets.UTF_8);
                entry.put(field, text, 0, text.length, false);
            }
            case VALUE_NULL -> entry.put(field, NOTHING, 0, 0, true);
            case START_ARRAY -> array(field, json);
            case null, default -> json.skipChildren();
        }
    }

    /// The bytes of one value, or several values.
    private void array(@Nullable Field field, JsonParser json) throws IOException {
        byte[] bytes = NOTHING;
        int length = 0;
        boolean numbers = false;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                value(field, json);
                continue;
            }
            numbers = true;
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(64, 2 * length));
            }
            bytes[length++] = (byte) json.getIntValue();
        }
        if (numbers) {
            entry.put(field, bytes, 0, length, false);
        }
    }

    @Override
    public long offset() {
        return lines.offset();
    }

    @Override
    public long nextByte() {
        return lines.nextByte();
    }

    @Override
    public void restart(long at) {
        lines.restart(at);
    }
}
