package org.popauth.ingest;

import org.junit.jupiter.api.Test;
import org.popauth.testsupport.ArchitectureRules;

class ArchitectureTest {

    @Test
    void obeysTheRulesOfAllModulesAndHasAPureCore() {
        ArchitectureRules.check(
                "org.popauth.ingest",
                ArchitectureRules.pureCore(
                        "org.popauth.ingest.line",
                        "org.popauth.ingest.progress",
                        "org.popauth.ingest.rotation"));
    }
}
