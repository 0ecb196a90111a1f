package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/how-to/install-on-a-mail-host.md` says to type for several mail hosts, typed on two
/// hosts with systemd, and what must come of it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class GuideIT {

    private static final Duration LONGEST = Duration.ofMinutes(8);
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;

    @BeforeAll
    static void assumeWhatItNeeds() {
        assumeTrue(
                Command.run("id", "-u").output().strip().equals("0"),
                "needs root for namespaces of its own");
        assumeTrue(Files.isExecutable(Path.of("/lib/systemd/systemd")), "needs systemd");
        for (var program : List.of("postfix", "dovecot", "rsyslogd", "nft", "curl")) {
            assumeTrue(Command.exists(program), "needs the program " + program);
        }
    }

    @Test
    @Order(1)
    void aRunThatIsKilledLeavesNoProcessAndNoMount() throws IOException {
        // Given
        var before = mounts();
        var run = guide().redirectOutput(folder.resolve("said").toFile()).start();
        var groups = "popauth-guide-" + run.pid() + "-";
        await("processes of the second host")
                .atMost(SOON)
                .until(() -> !processesOf(groups + "mx2").isEmpty());

        // When
        run.destroyForcibly();

        // Then
        await("the end of its processes").atMost(SOON).until(() -> processesOf(groups).isEmpty());
        assertThat(mounts()).isEqualTo(before);
    }

    @Test
    @Order(2)
    void theGuideLeadsToMailHostsThatKnowOfEachOther() {
        // When
        var said = Command.run(LONGEST, guide().command());

        // Then
        assertThat(said.status()).as(said.output()).isZero();
        assertThat(said.output()).contains("the guide is right");
        assertThat(inControlGroups("ls").lines())
                .as("groups of hosts, also of a run that was killed")
                .noneMatch(it -> it.startsWith("popauth-guide-"));
    }

    private static ProcessBuilder guide() {
        return new ProcessBuilder(
                        "env",
                        "POPAUTH_JAVA_HOME=" + System.getProperty("java.home"),
                        Path.of("guide/run").toAbsolutePath().toString())
                .redirectErrorStream(true);
    }

    private static String mounts() {
        return Command.run("findmnt", "--raw", "--noheadings", "--output", "TARGET,FSTYPE")
                .output();
    }

    private static String processesOf(String groups) {
        return inControlGroups(
                        "find . -path './%s*' -name cgroup.procs -exec cat {} +".formatted(groups))
                .strip();
    }

    /// What a command says in the root of the control groups.
    private static String inControlGroups(String command) {
        var script = "mount -t cgroup2 cgroup2 /mnt && cd /mnt && " + command;
        return Command.run("unshare", "--mount", "sh", "-c", script).output();
    }
}
