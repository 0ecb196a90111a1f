package org.popauth.cli.instance;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where a running instance is, and how one proves to be its operator.
///
/// @param url its address, without a slash at the end
/// @param token the secret of its API; null when none was found
/// @param tokenFrom where the token came from, or why there is none: for messages
/// @param whenDown what to tell a person when nothing answers there
record Instance(URI url, @Nullable String token, String tokenFrom, String whenDown) {

    @Override
    public String toString() {
        return url.toString();
    }
}
