package org.popauth.report;

import org.junit.jupiter.api.Test;
import org.popauth.testsupport.ArchitectureRules;

class ArchitectureTest {

    @Test
    void thisModuleObeysTheRules() {
        ArchitectureRules.check(
                "org.popauth.report",
                ArchitectureRules.RESOURCE_METHODS_ARE_PUBLIC,
                ArchitectureRules.pureCore("org.popauth.report.readmodel.."));
    }
}
