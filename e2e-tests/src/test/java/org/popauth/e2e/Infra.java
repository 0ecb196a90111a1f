package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of `infra/`, and the programs that say whether they are right.
final class Infra {

    private static final Path ROOT = Path.of("../infra").toAbsolutePath().normalize();
    private static final List<String> MORE_PLACES = List.of("/usr/sbin", "/sbin");

    private Infra() {}

    static Path file(String name) {
        return ROOT.resolve(name);
    }

    static String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    /// The files of one folder with a given end.
    static List<Path> files(String folder, String end) throws IOException {
        try (var found = Files.list(file(folder))) {
            var files = found.filter(it -> it.toString().endsWith(end)).sorted().toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }

    /// Copies a file with other text in some places.
    ///
    /// @param replacements what is replaced, and by what, in turns
    static Path copy(Path file, Path folder, String... replacements) throws IOException {
        var text = Files.readString(file);
        for (int i = 0; i < replacements.length; i += 2) {
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return Files.writeString(folder.resolve(file.getFileName().toString()), text);
    }

    /// Where a program is. Without it a test is skipped, but on the build server, which installs
    /// what is needed, it fails.
    ///
    /// @param packageName Debian's package that has it
    static String program(String name, String packageName) {
        return find(name)
                .orElseGet(
                        () -> {
                            var what = "needs the program " + name + " (" + packageName + ")";
                            return System.getenv("POPAUTH_CI") == null ? abort(what) : fail(what);
                        });
    }

    /// Where a program is, or it is named by an environment variable of its name.
    static Optional<String> find(String name) {
        var places = new ArrayList<>(Arrays.asList(System.getenv("PATH").split(":")));
        places.addAll(MORE_PLACES);
        var variable = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Stream.concat(
                        Stream.ofNullable(System.getenv(variable)),
                        places.stream().map(it -> it + "/" + name))
                .filter(it -> Files.isExecutable(Path.of(it)))
                .findFirst();
    }

    /// Runs a program that must end well.
    static String run(String... command) {
        var ended = Command.run(command);
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.output();
    }
}
