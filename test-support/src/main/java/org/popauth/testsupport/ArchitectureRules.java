package org.popauth.testsupport;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// The rules that all modules obey, checked on the main classes of one of them.
///
/// Some hold everywhere and are checked by every [#check]. The others make sense only where there
/// is something to check: a module names them, and a rule that then matches no class fails.
public final class ArchitectureRules {

    /// Methods of JAX-RS resources are public; others would silently never be called.
    public static final ArchRule RESOURCE_METHODS_ARE_PUBLIC =
            methods()
                    .that()
                    .areMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
                    .should()
                    .bePublic()
                    .as("methods of JAX-RS resources are public");

    /// Entities are seen by their own package alone.
    public static final ArchRule ENTITIES_ARE_PACKAGE_PRIVATE =
            classes()
                    .that()
                    .areAnnotatedWith("jakarta.persistence.Entity")
                    .should()
                    .bePackagePrivate()
                    .as("entities are package-private");

    private static final List<String> MEANINGLESS_ENDINGS =
            List.of("Service", "Manager", "Util", "Utils", "Helper", "Impl", "DTO", "Dto");

    private ArchitectureRules() {}

    /// Checks the main classes of a module.
    ///
    /// @param basePackage the module's package
    /// @param rules those to be checked besides the ones that hold everywhere
    /// @throws AssertionError when a rule is broken, or when the module has no classes
    public static void check(String basePackage, ArchRule... rules) {
        JavaClasses module =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(basePackage);
        if (module.isEmpty()) {
            throw new AssertionError("no classes in " + basePackage);
        }
        for (ArchRule rule : everywhere(basePackage)) {
            rule.allowEmptyShould(true).check(module);
        }
        for (ArchRule rule : rules) {
            rule.check(module);
        }
    }

    /// The classes of these packages depend on nothing but the JDK, the contract and each other,
    /// and read no clock.
    public static ArchRule pureCore(String... packages) {
        return pureCoreWith(List.of(), packages);
    }

    /// As [#pureCore], but some libraries are allowed.
    ///
    /// @param libraries packages of libraries that compute and nothing else
    public static ArchRule pureCoreWith(List<String> libraries, String... packages) {
        var allowed = new ArrayList<>(List.of("java..", "org.popauth.events..", "org.jspecify.."));
        allowed.addAll(libraries);
        allowed.addAll(List.of(packages));
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .andShould(notReadTheClock())
                .as("the core " + List.of(packages) + " depends on nothing but what computes");
    }

    private static List<ArchRule> everywhere(String basePackage) {
        var rules = new ArrayList<ArchRule>();
        rules.add(noCyclesBetweenFeatures(basePackage));
        rules.add(processesAreStartedInExecOnly());
        rules.add(noFieldInjection());
        rules.add(packagesAreNullMarked());
        rules.add(namesMeanSomething());
        return rules;
    }

    private static SliceRule noCyclesBetweenFeatures(String basePackage) {
        return slices().matching(basePackage + ".(*)..").should().beFreeOfCycles();
    }

    private static ArchRule processesAreStartedInExecOnly() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("..exec..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .as("only packages named exec start processes");
    }

    private static ArchRule noFieldInjection() {
        return noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Channel")
                .as("nothing is injected into fields");
    }

    private static ArchRule packagesAreNullMarked() {
        return classes()
                .should(
                        new ArchCondition<JavaClass>("be in a @NullMarked package") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                boolean marked =
                                        type.getPackage().isAnnotatedWith(NullMarked.class);
                                events.add(
                                        new SimpleConditionEvent(
                                                type,
                                                marked,
                                                type.getPackageName()
                                                        + " has no @NullMarked package-info"));
                            }
                        });
    }

    private static ArchRule namesMeanSomething() {
        return noClasses()
                .should()
                .haveNameMatching(".*(" + String.join("|", MEANINGLESS_ENDINGS) + ")")
                .as("no class is named *" + String.join(", *", MEANINGLESS_ENDINGS));
    }

    private static ArchCondition<JavaClass> notReadTheClock() {
        return com.tngtech.archunit.lang.conditions.ArchConditions.not(
                com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere(
                                target(name("now"))
                                        .and(target(owner(inJavaTime())))
                                        .or(target(name("currentTimeMillis")))
                                        .or(target(name("nanoTime"))))
                        .as("read the clock"));
    }

    private static DescribedPredicate<JavaClass> inJavaTime() {
        return JavaClass.Predicates.resideInAPackage("java.time..").as("in java.time");
    }
}
