package org.popauth.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {

    private static final int ROUNDS = 300;

    @TempDir Path folder;

    @Test
    void twoMayCreateTheSameDirectoryAtOnce() throws Exception {
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < ROUNDS; i++) {
                // Given
                var directory = folder.resolve("data" + i);
                Callable<Void> create =
                        () -> {
                            together.await();
                            OwnerOnly.createDirectory(directory);
                            return null;
                        };
                // When
                var one = threads.submit(create);
                var other = threads.submit(create);
                one.get();
                other.get();
                // Then
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                        .isEqualTo("rwx------");
            }
        }
    }
}
