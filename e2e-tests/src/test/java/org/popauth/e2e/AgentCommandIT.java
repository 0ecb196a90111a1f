package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged agent does without a running agent what its unit and the command ask for.
final class AgentCommandIT {

    private static final Path BUILT =
            Path.of("../enforcer-agent/target/quarkus-app").toAbsolutePath().normalize();
    private static final Path POPAUTH = Path.of("../popauth").toAbsolutePath().normalize();

    @TempDir Path folder;

    private Namespace namespace;

    @BeforeEach
    void open() {
        assumeTrue(
                Command.run("id", "-u").output().strip().equals("0"),
                "needs root for a network namespace of its own");
        namespace = Namespace.create();
    }

    @AfterEach
    void close() {
        if (namespace != null) {
            namespace.close();
        }
    }

    @Test
    void theUnitRestores() throws IOException {
        // Given
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                Infra.text("systemd/popauth-restore.service")
                        .replace("\\\n", " ")
                        .lines()
                        .filter(it -> it.startsWith("ExecStart="))
                        .findFirst()
                        .orElseThrow()
                        .replace("ExecStart=/usr/lib/jvm/java-25/bin/java", java)
                        .replace("/usr/lib/popauth/agent", BUILT.toString());

        // When
        var ended = run(command.split(" +"));

        // Then
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output())
                .isEqualTo(
                        "popauth: there is no " + folder + "/standing, so nothing is restored\n");
    }

    @Test
    void theCommandPurges() {
        // Given
        assertThat(namespace.run("nft", "add", "table", "inet", "popauth").status()).isZero();
        assertThat(namespace.run("nft", "add", "table", "inet", "others").status()).isZero();

        // When
        var ended = run(POPAUTH.toString(), "purge");

        // Then
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).startsWith("popauth: ").doesNotContain("Exception", "ERROR");
        assertThat(namespace.run("nft", "list", "tables").output())
                .isEqualTo("table inet others\n");
    }

    /// In a firewall of the test's own, with the settings of this test.
    private Command.Result run(String... command) {
        var all =
                new ArrayList<>(
                        List.of(
                                "env",
                                "POPAUTH_BUILD=no",
                                "POPAUTH_JAVA_HOME=" + System.getProperty("java.home"),
                                "AGENT_STATE_DIR=" + folder,
                                "AGENT_POSTFIX_ENABLED=false"));
        all.addAll(Arrays.asList(command));
        return namespace.run(all.toArray(String[]::new));
    }
}
