package org.popauth.enforcer.live;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;

/// What Postfix looks up: the name of a client, `unknown` without one, then its address.
final class Keys {

    private static final int ADDRESS_CHARS_MAX = 45;

    private Keys() {}

    /// The address that a key is.
    ///
    /// @return null for anything that is not one whole address, as numbers
    static @Nullable Address address(String key) {
        if (key.length() > ADDRESS_CHARS_MAX) {
            return null;
        }
        var bytes = key.getBytes(StandardCharsets.UTF_8);
        return Address.parse(bytes, 0, bytes.length);
    }
}
