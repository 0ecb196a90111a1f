package org.popauth.maillog.parser;

import org.jspecify.annotations.Nullable;
import org.popauth.events.MailHost;

/// Something of one mail host: what lines are remembered by in a [Memory].
///
/// @param what tells it from others of the host
public record OfHost<T>(MailHost host, T what) {

    // Written out, because the JVM puts together those of a record anew at each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OfHost<?> it && what.equals(it.what) && host.equals(it.host);
    }

    @Override
    public int hashCode() {
        return 31 * what.hashCode() + host.hashCode();
    }
}
