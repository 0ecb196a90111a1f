package org.popauth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingFaultsTest {

    @Test
    void theNamesOfAllServicesAreKnown() {
        assertThat(SettingFaults.names())
                .contains(
                        "ingest.sources.*.path",
                        "decision.relay.for",
                        "decision.rules.*.threshold",
                        "agent.firewall.backend",
                        "report.password-file");
    }
}
