package org.popauth.enforcer.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.postfix.TableFiles.Stamp;

/// One Postfix, asked by the threads of both tables.
class PostfixIT {

    private static final int THREADS = 8;

    @TempDir Path config;

    @RepeatedTest(3)
    void severalThreadsSeeTheSameConfigurationFromTheStart() throws Exception {
        // Given
        assumeTrue(Files.isExecutable(TableHost.POSTCONF), "postfix is not installed");
        Files.writeString(config.resolve("main.cf"), "compatibility_level = 3.6\n");
        var postfix = TableHost.postfix(config);

        // When
        Callable<List<Optional<Stamp>>> look = postfix::configuration;
        var seen = new HashSet<List<Optional<Stamp>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(Collections.nCopies(THREADS, look))) {
                seen.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }

        // Then
        assertThat(seen).hasSize(1);
        assertThat(seen.iterator().next()).first().matches(Optional::isPresent, "main.cf");
    }
}
