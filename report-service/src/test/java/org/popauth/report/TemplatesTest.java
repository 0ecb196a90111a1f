package org.popauth.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void noTemplateCircumventsEscaping() throws IOException {
        // These are Qute's ways to print text as it is; no template may use one.
        for (var template : files("templates")) {
            assertThat(Files.readString(template))
                    .as(template.toString())
                    .doesNotContain(".raw")
                    .doesNotContain(".safe")
                    .doesNotContain("RawString");
        }
    }

    @Test
    void noTemplateNeedsWhatThePolicyForbids() throws IOException {
        for (var template : files("templates")) {
            assertThat(Files.readString(template))
                    .as(template.toString())
                    .doesNotContainIgnoringCase("<script")
                    .doesNotContainIgnoringCase(" style=")
                    .doesNotContainPattern("\\son[a-z]+=")
                    .doesNotContain("http:")
                    .doesNotContain("https:");
        }
    }

    @Test
    void theStyleSheetLoadsNothing() throws IOException {
        assertThat(Files.readString(RESOURCES.resolve("META-INF/resources/report.css")))
                .doesNotContain("@import")
                .doesNotContain("url(");
    }

    private static List<Path> files(String directory) throws IOException {
        try (var found = Files.walk(RESOURCES.resolve(directory))) {
            var files = found.filter(Files::isRegularFile).toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }
}
