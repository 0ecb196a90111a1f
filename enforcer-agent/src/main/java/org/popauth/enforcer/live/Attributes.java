package org.popauth.enforcer.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/// The attributes of one policy request.
final class Attributes {

    /// How reading a request ended.
    enum Ending {
        /// There was none.
        NOTHING,
        /// All of it was read, and is as it must be.
        COMPLETE,
        /// All of it was read, but it is not as it must be.
        WRONG,
        /// It was too long, or ended too soon.
        BROKEN
    }

    private final int attributesMax;
    private final Map<String, String> values = new HashMap<>();

    Attributes(int attributesMax) {
        this.attributesMax = attributesMax;
    }

    Map<String, String> values() {
        return values;
    }

    /// Reads up to the empty line.
    Ending read(InputStream in, int bytesMax) throws IOException {
        var line = new ByteArrayOutputStream(64);
        boolean wrong = false;
        for (int bytes = 0; bytes < bytesMax; bytes++) {
            int c = in.read();
            if (c < 0) {
                return bytes == 0 ? Ending.NOTHING : Ending.BROKEN;
            }
            if (c != '\n') {
                line.write(c);
            } else if (line.size() == 0) {
                return wrong || values.isEmpty() ? Ending.WRONG : Ending.COMPLETE;
            } else {
                wrong |= !take(line.toString(UTF_8));
                line.reset();
            }
        }
        return Ending.BROKEN;
    }

    /// Postfix sends no attribute twice: whoever does wants two parties to read two different
    /// things.
    private boolean take(String line) {
        int equals = line.indexOf('=');
        return equals > 0
                && values.size() < attributesMax
                && values.put(line.substring(0, equals), line.substring(equals + 1)) == null;
    }
}
