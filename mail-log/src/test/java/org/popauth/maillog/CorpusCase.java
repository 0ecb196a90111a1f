package org.popauth.maillog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// One case of a corpus file: lines that come before, a line, and what it must be read as.
///
/// @param file the file that it stands in, below `corpus`
/// @param name what it shows
/// @param given the lines before, complete
/// @param line the line, complete
/// @param expect fields of the event; or `ignored` and why; or `unparsable`
record CorpusCase(String file, String name, List<String> given, String line, JsonNode expect) {

    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final ObjectMapper YAML = new YAMLMapper();

    static List<CorpusCase> all() {
        return ofDirectory(CORPUS);
    }

    static List<CorpusCase> of(String directory) {
        return ofDirectory(CORPUS.resolve(directory));
    }

    private static List<CorpusCase> ofDirectory(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(file -> ofFile(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<CorpusCase> ofFile(Path file) {
        try {
            var root = YAML.readTree(file.toFile());
            var cases = new ArrayList<CorpusCase>();
            for (var each : root.get("cases")) {
                cases.add(of(CORPUS.relativize(file).toString(), each, root.get("header")));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CorpusCase of(String file, JsonNode each, JsonNode fileHeader) {
        var header = each.path("header").asText(fileHeader.asText());
        var givenHeader = each.path("givenHeader").asText(header);
        var given =
                StreamSupport.stream(each.path("given").spliterator(), false)
                        .map(line -> givenHeader + line.asText())
                        .toList();
        return new CorpusCase(
                file,
                each.get("name").asText(),
                given,
                header + each.get("line").asText(),
                each.get("expect"));
    }

    /// What the line is read as, after the lines before it.
    Reading read() {
        return read(line);
    }

    /// What another line in its place is read as.
    Reading read(String other) {
        var log = new SampleLog();
        given.forEach(log::read);
        return log.read(other);
    }
}
