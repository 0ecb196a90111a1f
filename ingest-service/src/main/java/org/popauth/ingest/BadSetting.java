package org.popauth.ingest;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Set;

/// A setting with which the service cannot start: the message names it, its value and what to do.
final class BadSetting extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    BadSetting(String key, Object value, String wrong) {
        super(key + "=" + value + ": " + wrong, Set.of(key));
    }
}
