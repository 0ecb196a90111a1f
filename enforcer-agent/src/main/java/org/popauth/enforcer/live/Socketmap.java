package org.popauth.enforcer.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Postfix's socketmap protocol (socketmap_table(5)): a netstring `<table> <key>` is answered with
/// a netstring `OK <value>` or `NOTFOUND `. Errors are never told as such: Postfix would defer the
/// mail.
final class Socketmap implements Protocol {

    private static final int LENGTH_DIGITS_MAX = 7;
    private static final String NOT_FOUND = "NOTFOUND ";

    private final Tables tables;
    private final int requestBytesMax;

    Socketmap(Tables tables, int requestBytesMax) {
        this.tables = tables;
        this.requestBytesMax = requestBytesMax;
    }

    @Override
    public String name() {
        return "socketmap";
    }

    @Override
    public @Nullable Exchange serve(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int length = length(first, in);
        if (length < 0 || length > requestBytesMax) {
            return unreadable();
        }
        var payload = in.readNBytes(length);
        if (payload.length < length || in.read() != ',') {
            return unreadable();
        }
        return exchange(reply(new String(payload, UTF_8)), false);
    }

    /// @return -1 when it is not the length of a netstring
    private static int length(int first, InputStream in) throws IOException {
        int length = 0;
        int digits = 0;
        for (int c = first; c != ':'; c = in.read()) {
            if (c < '0' || c > '9' || ++digits > LENGTH_DIGITS_MAX) {
                return -1;
            }
            length = 10 * length + (c - '0');
        }
        return digits == 0 ? -1 : length;
    }

    private Reply reply(String request) {
        int space = request.indexOf(' ');
        if (space < 0) {
            return tables.malformed();
        }
        return tables.ask(request.substring(0, space), request.substring(space + 1), () -> name());
    }

    private Exchange unreadable() {
        return exchange(tables.malformed(), true);
    }

    private static Exchange exchange(Reply reply, boolean last) {
        var text = reply.value() == null ? NOT_FOUND : "OK " + reply.value();
        var payload = text.getBytes(UTF_8);
        var out = new ByteArrayOutputStream(payload.length + 8);
        out.writeBytes((payload.length + ":").getBytes(UTF_8));
        out.writeBytes(payload);
        out.write(',');
        return new Exchange(out.toByteArray(), last);
    }
}
