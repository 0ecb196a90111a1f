package org.popauth.enforcer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.firewall.Namespace;
import org.popauth.enforcer.standing.StandingFile;
import org.popauth.events.Client;
import org.popauth.events.Measure;

/// `restore` and `purge` in a JVM of their own, inside a network namespace: no broker, no network.
class AgentCommandIT {

    private static final String NFT = "/usr/sbin/nft";
    private static final Instant NOW = Instant.now();

    @TempDir Path directory;
    private @Nullable Namespace opened;

    @BeforeEach
    void open() {
        opened = Namespace.open(Path.of(NFT));
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private Namespace namespace() {
        return Objects.requireNonNull(opened);
    }

    /// What came of a command.
    private record Result(int code, String text) {}

    private Result agent(String... arguments) throws IOException, InterruptedException {
        return agent(List.of(), arguments);
    }

    /// @param as a command that runs another one as somebody else
    private Result agent(List<String> as, String... arguments)
            throws IOException, InterruptedException {
        var settings = directory.resolve("agent.properties");
        Files.writeString(
                settings,
                """
                agent.state-dir=%s
                agent.firewall.backend=nftables
                agent.postfix.enabled=false
                agent.allow=198.51.100.0/24
                kafka.bootstrap.servers=192.0.2.1:9
                """
                        .formatted(directory));
        var command = new ArrayList<>(namespace().prefix());
        command.addAll(as);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dquarkus.config.locations=" + settings,
                        AgentCommand.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), text);
    }

    private void remember() throws IOException {
        new StandingFile(directory.resolve("standing"))
                .write(
                        "mx1",
                        NOW,
                        to -> {
                            to.accept(Measure.DROP, standing("203.0.113.9", Duration.ofHours(1)));
                            to.accept(
                                    Measure.DROP, standing("203.0.113.10", Duration.ofMillis(-1)));
                            to.accept(Measure.DROP, standing("198.51.100.7", Duration.ofHours(1)));
                            to.accept(
                                    Measure.DROP,
                                    standing("2001:db8:1:2::/64", Duration.ofHours(1)));
                            to.accept(Measure.RELAY, standing("192.0.2.25", Duration.ofHours(1)));
                            to.accept(Measure.REJECT, standing("203.0.113.9", Duration.ofHours(1)));
                        });
    }

    private static Standing standing(String client, Duration left) {
        var parsed = Client.parse(client);
        return new Standing(
                parsed,
                1,
                List.of(parsed.network()),
                NOW.minusSeconds(7200),
                NOW.plus(left),
                null,
                "rbl: listed",
                null);
    }

    @Test
    void whatIsRememberedHoldsAgainButForWhatIsOverOrProtected() throws Exception {
        // Given
        remember();

        // When
        var result = agent("restore");

        // Then
        assertThat(result.text()).contains("2 dropped again (nftables)");
        assertThat(result.code()).isZero();
        assertThat(namespace().run(NFT, "list", "table", "inet", "popauth"))
                .contains("203.0.113.9 timeout", "2001:db8:1:2:: timeout")
                .doesNotContain("203.0.113.10", "198.51.100.7");
        assertThat(Files.readString(directory.resolve("popauth_checks")))
                .contains("192.0.2.25\tOK");
        assertThat(Files.readString(directory.resolve("rbl_cache"))).contains("203.0.113.9\t554");
    }

    @Test
    void aDamagedFileChangesNothingAndSaysSo() throws Exception {
        // Given
        remember();
        var file = directory.resolve("standing");
        Files.writeString(file, Files.readString(file).replace("203.0.113.9", "203.0.113.8"));

        // When
        var result = agent("restore");

        // Then
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.text()).contains("standing is damaged", "nothing was changed");
        assertThat(namespace().run(NFT, "list", "ruleset")).isBlank();
        assertThat(directory.resolve("rbl_cache")).doesNotExist();
    }

    @Test
    void withNothingToRememberNothingIsDone() throws Exception {
        // When
        var result = agent("restore");

        // Then
        assertThat(result.code()).isZero();
        assertThat(result.text()).contains("nothing is restored");
    }

    @Test
    void purgeRemovesWhatIsPopauthsAndNothingElseAndMayBeRepeated() throws Exception {
        // Given
        remember();
        namespace().run(NFT, "add", "table", "inet", "theirs");
        namespace().run("/usr/sbin/ip", "route", "add", "blackhole", "203.0.113.77");
        agent("restore");
        for (var left :
                List.of(
                        ".popauth_checks.new",
                        ".popauth_checks.new.db",
                        "__db..popauth_checks.new.db",
                        ".rbl_cache.new.cdb.tmp")) {
            Files.createFile(directory.resolve(left));
        }

        // When
        var first = agent("purge", "--tables");
        var second = agent("purge", "--tables");

        // Then
        assertThat(first.text()).contains("nothing of popAuth is left");
        assertThat(first.code()).isZero();
        assertThat(second.code()).isZero();
        assertThat(namespace().run(NFT, "list", "tables"))
                .contains("table inet theirs")
                .doesNotContain("popauth");
        assertThat(namespace().run("/usr/sbin/ip", "route", "show", "type", "blackhole"))
                .contains("203.0.113.77");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("agent.properties"));
        }
    }

    @Test
    void whoMayNotPurgeIsToldWhoMay() throws Exception {
        // Given
        remember();
        var mayNothing = List.of("/usr/bin/setpriv", "--inh-caps=-all", "--bounding-set=-all");
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of(mayNothing.getFirst())), "there is no setpriv");
        giveAway(directory);

        // When
        var result = agent(mayNothing, "purge");

        // Then
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.text())
                .contains("Operation not permitted")
                .contains("cannot delete")
                .contains("run it as root");
        assertThat(directory.resolve("standing")).exists();
    }

    private static void giveAway(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        var users = directory.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(directory, users.lookupPrincipalByName("nobody"));
    }

    @Test
    void aWrongCallIsAnswered() throws Exception {
        // When
        var result = agent("purge", "all");

        // Then
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.text()).contains("usage: popauth purge");
    }
}
