package org.popauth.maillog;

import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.maillog.header.Header;

/// The lines that a container's engine broke because they are long: only the first piece begins
/// with a header. A later one begins wherever its writer, or a client, wanted it to.
final class Pieces {

    private static final int STREAMS = 3;

    private final @Nullable EventId[] open = new @Nullable EventId[STREAMS];

    /// True when the line goes on with another that was broken.
    boolean isContinuation(Header<?> header) {
        return header.stream() != 0 && open[header.stream()] != null;
    }

    /// Notes that a line was broken, or is whole now.
    void read(Header<?> header, String source, long generation, long offset) {
        int stream = header.stream();
        if (stream != 0 && (header.isBroken() || open[stream] != null)) {
            var first = open[stream];
            open[stream] =
                    !header.isBroken()
                            ? null
                            : first != null ? first : new EventId(source, generation, offset);
        }
    }

    @Nullable EventId oldest() {
        var output = open[1];
        var error = open[2];
        if (output == null || error == null) {
            return output == null ? error : output;
        }
        return output.compareTo(error) <= 0 ? output : error;
    }
}
