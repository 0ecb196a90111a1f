package org.popauth.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The frozen examples: one file per value, `<topic>/<type>[-variant].json`.
final class Examples {

    static final Path ROOT = Path.of("src/test/resources/contract/v1");

    private Examples() {}

    /// One frozen example.
    ///
    /// @param topic that it belongs to
    /// @param file where it is
    /// @param bytes what is in it
    record Example(Topic<?> topic, Path file, byte[] bytes) {

        String name() {
            return file.getFileName().toString().replace(".json", "");
        }

        @Override
        public String toString() {
            return topic.name() + "/" + name();
        }
    }

    static Stream<Example> all() {
        return Topics.all().stream().flatMap(topic -> of(topic).stream());
    }

    static List<Example> of(Topic<?> topic) {
        try (var files = Files.list(ROOT.resolve(topic.name()))) {
            return files.sorted().map(file -> new Example(topic, file, bytes(file))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no examples of topic " + topic.name(), e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
