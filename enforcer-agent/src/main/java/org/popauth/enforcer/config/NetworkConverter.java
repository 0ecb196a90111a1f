package org.popauth.enforcer.config;

import org.eclipse.microprofile.config.spi.Converter;
import org.popauth.events.Network;

/// Reads a network, or one address, from a setting.
public class NetworkConverter implements Converter<Network> {

    private static final long serialVersionUID = 1L;

    @Override
    public Network convert(String value) {
        return Network.parse(value.strip());
    }
}
