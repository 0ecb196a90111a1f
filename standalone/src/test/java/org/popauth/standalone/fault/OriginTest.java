package org.popauth.standalone.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginTest {

    @Test
    void aPlaceIsToldInWords() {
        assertThat(Origin.parse("PropertiesConfigSource[source=file:/etc/p.properties]:7").words())
                .isEqualTo("/etc/p.properties, line 7");
        assertThat(Origin.parse("PropertiesConfigSource[source=file:/etc/p.properties]").words())
                .isEqualTo("/etc/p.properties");
        assertThat(Origin.parse("SysPropConfigSource").words()).isEqualTo("a system property");
        assertThat(Origin.parse("EnvConfigSource").words()).isEqualTo("an environment variable");
        assertThat(Origin.parse("vault").words()).isEqualTo("vault");
    }
}
