package org.popauth.enforcer.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.exec.Commands;
import org.popauth.events.Network;

/// What `ss` is told, with a script in its place: not every kernel can end connections.
class OpenConnectionsTest {

    private static final List<Network> CLIENTS =
            List.of(Network.parse("203.0.113.9"), Network.parse("2001:db8:1:2::/64"));

    @TempDir Path directory;

    /// Writes down what it is told.
    private OpenConnections connections(String says, Integer... ports) throws IOException {
        var script =
                """
                #!/bin/sh
                for word in "$@"; do echo "<$word>" >> %s; done
                %s
                """
                        .formatted(told(), says);
        var ss = Files.writeString(directory.resolve("ss"), script);
        Files.setPosixFilePermissions(ss, PosixFilePermissions.fromString("rwx------"));
        return new OpenConnections(
                new Commands(Duration.ofSeconds(20)),
                ss,
                new FirewallSettings(List.of(ports), 1000));
    }

    private Path told() {
        return directory.resolve("told");
    }

    private static String words(String option, String filter) {
        return "<%s>\n<-t>\n<-H>\n<state>\n<connected>\n<exclude>\n<time-wait>\n<%s>\n"
                .formatted(option, filter);
    }

    @Test
    void theConnectionsOfTheseClientsToTheClosedPortsAreEndedAndThenLookedFor() throws IOException {
        // Given
        var connections = connections("", 25, 587);
        var filter =
                "( dst 203.0.113.9 or dst [2001:db8:1:2::/64] )"
                        + " and ( sport = :25 or sport = :587 )";

        // When
        connections.cut(CLIENTS);

        // Then
        assertThat(told()).hasContent(words("-K", filter) + words("-n", filter));
        assertThat(connections.problem()).isNull();
    }

    @Test
    void withoutPortsAllOfTheirConnectionsAreEnded() throws IOException {
        // Given
        var connections = connections("");

        // When
        connections.cut(CLIENTS);

        // Then
        assertThat(told())
                .content()
                .startsWith(words("-K", "( dst 203.0.113.9 or dst [2001:db8:1:2::/64] )"));
    }

    @Test
    void connectionsThatStayAreAProblem() throws IOException {
        // Given
        var connections = connections("[ $1 = -K ] || echo ESTAB 0 0 203.0.113.1:25");

        // When
        connections.cut(CLIENTS);

        // Then
        assertThat(connections.problem()).contains("stay", "INET_DIAG_DESTROY");
    }

    @Test
    void anSsThatFailsIsAProblem() throws IOException {
        // Given
        var connections = connections("echo no such option >&2; exit 1");

        // When
        connections.cut(CLIENTS);

        // Then
        assertThat(connections.problem()).contains("cannot be ended", "no such option");
    }
}
