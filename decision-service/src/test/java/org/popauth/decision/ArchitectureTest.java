package org.popauth.decision;

import org.junit.jupiter.api.Test;
import org.popauth.testsupport.ArchitectureRules;

class ArchitectureTest {

    @Test
    void theShapeOfTheServiceHolds() {
        ArchitectureRules.check(
                "org.popauth.decision",
                ArchitectureRules.pureCore("org.popauth.decision.policy"),
                ArchitectureRules.ENTITIES_ARE_PACKAGE_PRIVATE,
                ArchitectureRules.RESOURCE_METHODS_ARE_PUBLIC);
    }
}
