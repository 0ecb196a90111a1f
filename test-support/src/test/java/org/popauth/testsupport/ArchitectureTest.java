package org.popauth.testsupport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void thisModuleObeysTheRules() {
        ArchitectureRules.check("org.popauth.testsupport");
    }

    @Test
    void aRuleThatMatchesNoClassFails() {
        assertThatThrownBy(
                        () ->
                                ArchitectureRules.check(
                                        "org.popauth.testsupport",
                                        ArchitectureRules.ENTITIES_ARE_PACKAGE_PRIVATE))
                .isInstanceOf(AssertionError.class);
    }
}
