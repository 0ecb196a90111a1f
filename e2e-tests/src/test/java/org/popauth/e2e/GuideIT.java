package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `docs/how-to/install-on-a-mail-host.md` says to type for several mail hosts, typed on two
/// hosts with systemd, and what must come of it.
final class GuideIT {

    private static final Duration LONGEST = Duration.ofMinutes(8);

    @Test
    void theGuideLeadsToMailHostsThatKnowOfEachOther() {
        assumeTrue(
                Command.run("id", "-u").output().strip().equals("0"),
                "needs root for namespaces of its own");
        assumeTrue(Files.isExecutable(Path.of("/lib/systemd/systemd")), "needs systemd");
        for (var program : List.of("postfix", "dovecot", "rsyslogd", "nft", "curl")) {
            assumeTrue(Command.exists(program), "needs the program " + program);
        }

        var said =
                Command.run(
                        LONGEST,
                        List.of(
                                "env",
                                "POPAUTH_JAVA_HOME=" + System.getProperty("java.home"),
                                Path.of("guide/run").toAbsolutePath().toString()));

        assertThat(said.status()).as(said.output()).isZero();
        assertThat(said.output()).contains("the guide is right");
    }
}
