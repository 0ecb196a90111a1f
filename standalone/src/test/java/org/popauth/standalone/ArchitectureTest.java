package org.popauth.standalone;

import org.junit.jupiter.api.Test;
import org.popauth.testsupport.ArchitectureRules;

class ArchitectureTest {

    @Test
    void thisModuleObeysTheRules() {
        ArchitectureRules.check("org.popauth.standalone");
    }
}
