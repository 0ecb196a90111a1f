package org.popauth.enforcer;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.popauth.testsupport.ArchitectureRules;

class ArchitectureTest {

    private static final String BASE = "org.popauth.enforcer";

    @Test
    void theAgentObeysTheRulesOfAllModules() {
        ArchitectureRules.check(BASE, ArchitectureRules.pureCore(BASE + ".desired"));
    }

    @Test
    void everyFirewallHasAContractTest() {
        // Given
        var classes = new ClassFileImporter().importPackages(BASE + ".firewall");
        var tests =
                classes.stream()
                        .filter(assignableTo(BASE + ".firewall.FirewallContract"))
                        .map(it -> it.getSimpleName())
                        .collect(Collectors.toSet());

        // When
        var firewalls =
                classes.stream()
                        .filter(assignableTo(BASE + ".firewall.Firewall"))
                        .filter(it -> !it.isInterface())
                        .map(it -> it.getSimpleName())
                        .toList();

        // Then
        assertThat(firewalls)
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(it -> assertThat(tests).containsAnyOf(it + "Test", it + "IT"));
    }
}
