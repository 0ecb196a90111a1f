package org.popauth.cli.testrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whether the documents lead to where they say.
class DocumentsTest {

    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern LINK =
            Pattern.compile("\\]\\((?!https?:|mailto:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    private final Path root = Repository.root();

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var dead = new ArrayList<String>();
        int links = 0;
        for (var document : documents()) {
            for (var link : LINK.matcher(prose(document)).results().toList()) {
                links++;
                if (!leadsSomewhere(document, link.group(1), link.group(2))) {
                    dead.add(root.relativize(document) + ": " + link.group());
                }
            }
        }

        assertThat(dead).isEmpty();
        assertThat(links).isGreaterThan(50);
    }

    @Test
    void theListOfDecisionsIsWhole() throws IOException {
        var folder = root.resolve("docs/adr");
        var list = Files.readString(folder.resolve("README.md"));
        try (var files = Files.newDirectoryStream(folder, "0*.md")) {
            for (var file : files) {
                var title = Files.readAllLines(file).getFirst().split("\\. ", 2);
                var number = title[0].substring(2);

                assertThat(list)
                        .contains(
                                "- %s: [%s](%s)\n".formatted(number, title[1], file.getFileName()));
            }
        }
    }

    private boolean leadsSomewhere(Path document, String path, String heading) throws IOException {
        var target = path.isEmpty() ? document : document.resolveSibling(path).normalize();
        return Files.exists(target)
                && (heading == null || !isDocument(target) || headings(target).contains(heading));
    }

    /// As GitHub names them.
    private static List<String> headings(Path document) throws IOException {
        return HEADING.matcher(prose(document))
                .results()
                .map(it -> it.group(1).toLowerCase(Locale.ROOT))
                .map(it -> it.replaceAll("[^\\w\\- ]", "").strip().replace(' ', '-'))
                .toList();
    }

    private static String prose(Path document) throws IOException {
        return CODE.matcher(Files.readString(document)).replaceAll("");
    }

    private static boolean isDocument(Path file) {
        return file.toString().endsWith(".md");
    }

    private List<Path> documents() throws IOException {
        var all = new ArrayList<Path>();
        for (var folder : List.of("", "docs", "infra")) {
            int depth = folder.isEmpty() ? 2 : 4;
            try (Stream<Path> files = Files.walk(root.resolve(folder), depth)) {
                files.filter(DocumentsTest::isDocument)
                        .filter(it -> !it.toString().contains("/target/"))
                        .forEach(all::add);
            }
        }
        return all;
    }
}
