package org.popauth.cli;

import org.junit.jupiter.api.Test;
import org.popauth.testsupport.ArchitectureRules;

class ArchitectureTest {

    @Test
    void theModuleObeysTheRules() {
        ArchitectureRules.check(
                "org.popauth.cli",
                ArchitectureRules.pureCore(
                        "org.popauth.cli.doctor.facts", "org.popauth.cli.doctor.checks"));
    }
}
