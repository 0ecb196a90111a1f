package org.popauth.cli.doctor.facts;

import java.util.Map;

/// What Dovecot says about itself.
///
/// @param config its dovecot.conf
/// @param includesConfD true when it reads `conf.d/*.conf` beside it
/// @param settings those that matter to popAuth
/// @param complaint what is wrong with its configuration, else empty
public record Dovecot(
        String version,
        String config,
        boolean includesConfD,
        Map<String, String> settings,
        String complaint) {

    public String get(String name) {
        return settings.getOrDefault(name, "");
    }
}
