package org.popauth.enforcer.postfix;

import java.util.Optional;
import org.popauth.events.Address;
import org.popauth.events.Network;

/// One word of Postfix's parameter `mynetworks`.
final class Mynetworks {

    private Mynetworks() {}

    /// Reads `192.0.2.0/24`, `[2001:db8::]/32`, `[::ffff:127.0.0.0]/104`, or one address.
    ///
    /// @return empty for anything else: a table, a file, an exception
    static Optional<Network> parse(String word) {
        int slash = word.indexOf('/', word.indexOf(']') + 1);
        var host = slash < 0 ? word : word.substring(0, slash);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            var address = Address.parse(host);
            if (slash < 0) {
                return Optional.of(new Network(address, address.bits()));
            }
            int length = Integer.parseInt(word.substring(slash + 1));
            boolean mapped = address.isIpv4() && host.indexOf(':') >= 0;
            return Optional.of(new Network(address, mapped ? length - 96 : length));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
