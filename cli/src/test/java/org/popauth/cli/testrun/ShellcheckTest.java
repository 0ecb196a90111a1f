package org.popauth.cli.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShellcheckTest {

    private static final Set<String> NOT_OURS = Set.of("target", ".git", "data", "node_modules");

    @Test
    void shellcheckHasNothingToSayAboutTheScripts() throws Exception {
        assumeTrue(isInstalled(), "shellcheck is not installed (package shellcheck)");
        var words = new ArrayList<>(List.of("shellcheck", "--color=never"));
        scripts().forEach(each -> words.add(each.toString()));

        var shellcheck = Command.run(Repository.root(), System.getenv(), words);

        assertThat(shellcheck.output()).isEmpty();
        assertThat(shellcheck.status()).isZero();
    }

    @Test
    void theScriptsThatPeopleStartCanBeStarted() {
        assertThat(Repository.root().resolve("popauth")).isExecutable();
        assertThat(Repository.root().resolve("infra/rehearse-agent")).isExecutable();
        assertThat(Repository.root().resolve(".ci/run")).isExecutable();
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "shellcheck")));
    }

    private static List<Path> scripts() throws IOException {
        var root = Repository.root();
        var scripts =
                new ArrayList<>(
                        List.of(
                                root.resolve("popauth"),
                                root.resolve("infra/rehearse-agent"),
                                root.resolve(".ci/run")));
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".sh")) {
                            scripts.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return scripts;
    }
}
