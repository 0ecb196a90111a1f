package org.popauth.maillog;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.popauth.testsupport.ArchitectureRules;

/// Parsers are islands, and nothing here reads a clock or knows more than the contract.
class ArchitectureTest {

    private static final String BASE = "org.popauth.maillog";
    private static final String[] SHARED = {
        "java..",
        "org.jspecify..",
        "org.popauth.events..",
        BASE + ".bytes..",
        BASE + ".header..",
        BASE + ".parser.."
    };

    /// RE2 and YAML are for operators' patterns; parsers read by hand.
    private static final List<String> PATTERN_LIBRARIES =
            List.of("com.google.re2j..", "org.yaml.snakeyaml..");

    @Test
    void theModuleKeepsToTheRules() {
        ArchitectureRules.check(
                BASE,
                ArchitectureRules.pureCoreWith(PATTERN_LIBRARIES, BASE + ".."),
                librariesForPatternsOnly(),
                island("postfix"),
                island("dovecot"),
                island("vmpop3d"),
                island("courier"),
                island("cyrus"),
                island("uwimap"),
                island("gnupop3d"),
                island("qpopper"),
                island("vpopmail"),
                island("popa3d"),
                island("solidpop3d"),
                island("cucipop"),
                island("teapop"),
                island("perdition"),
                island("exim"),
                island("sendmail"),
                island("opensmtpd"),
                island("qmail"),
                island("amavis"),
                island("nginx"),
                island("appleimap"),
                island("stalwart"),
                island("zimbra"),
                island("roundcube"),
                island("sogo"),
                island("horde"),
                island("snappymail"),
                island("squirrelmail"),
                island("modoboa"),
                island("kerio"),
                island("maddy"),
                island("mox"),
                island("domino"),
                island("assp"),
                island("axigen"),
                island("oracleims"),
                slices().matching(BASE + ".(*)").should().beFreeOfCycles());
    }

    private static ArchRule librariesForPatternsOnly() {
        return ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".patterns..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PATTERN_LIBRARIES.toArray(String[]::new))
                .as("only operators' patterns use a library for patterns or for YAML");
    }

    private static ArchRule island(String daemon) {
        var allowed = new String[SHARED.length + 1];
        System.arraycopy(SHARED, 0, allowed, 0, SHARED.length);
        allowed[SHARED.length] = BASE + "." + daemon + "..";
        return ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(BASE + "." + daemon + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .as("the parser of " + daemon + " uses no other parser");
    }
}
