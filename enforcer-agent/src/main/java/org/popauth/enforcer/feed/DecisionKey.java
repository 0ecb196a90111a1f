package org.popauth.enforcer.feed;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.popauth.events.Client;
import org.popauth.events.Measure;

/// The key of a record of the topic `decisions`: `<measure>/<client>`. Simulated decisions have
/// keys of their own, which are none of these.
record DecisionKey(Measure measure, Client client) {

    private static final String SIMULATED = "/simulated";

    /// @return empty when it is no key of a decision that is enforced
    static Optional<DecisionKey> parse(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        int slash = text.indexOf('/');
        if (slash < 0 || text.endsWith(SIMULATED)) {
            return Optional.empty();
        }
        try {
            var measure = Measure.valueOf(text.substring(0, slash));
            return Optional.of(new DecisionKey(measure, Client.parse(text.substring(slash + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
