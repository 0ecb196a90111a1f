package org.popauth.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is measured is what it says it is, and no parser is left out.
class ReadLineTest {

    private static final String PARSER = "org.popauth.maillog.parser.Parser";
    private static final String PATTERNS = "org.popauth.maillog.patterns";

    @ParameterizedTest
    @EnumSource
    void aLineIsReadAsWhatItsKindSays(LineKind kind) {
        // Given
        var benchmark = new ReadLine();
        benchmark.kind = kind;

        // Then
        assertThatCode(benchmark::check).doesNotThrowAnyException();
    }

    @Test
    void everyParserHasAKindOfLine() {
        // Given
        var parsers =
                new ClassFileImporter()
                        .importPackages("org.popauth.maillog").stream()
                                .filter(each -> each.isAssignableTo(PARSER) && !each.isInterface())
                                .map(JavaClass::getPackageName)
                                .filter(each -> !each.equals(PATTERNS))
                                .map(each -> each.substring(each.lastIndexOf('.') + 1))
                                .toList();

        // Then
        var kinds = Arrays.stream(LineKind.values()).map(each -> each.name()).toList();
        assertThat(parsers)
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        parser ->
                                assertThat(kinds)
                                        .anyMatch(
                                                kind ->
                                                        kind.startsWith(
                                                                parser.toUpperCase(Locale.ROOT)
                                                                        + "_")));
    }
}
