package org.popauth.enforcer.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.enforcer.firewall.Namespace;
import org.popauth.enforcer.live.PostfixOfTest;
import org.popauth.events.Decision;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;

/// What can go wrong between a table and a Postfix that runs, seen from SMTP sessions.
class TrapsIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String CLIENT = "203.0.113.9";
    private static final String DENIED = "Relay access denied";
    private static final int ROUNDS = 5;

    @TempDir Path directory;

    private @Nullable Namespace opened;
    private @Nullable PostfixOfTest started;

    @BeforeEach
    void open() {
        opened = Namespace.open(PostfixOfTest.POSTFIX, Path.of("/usr/bin/python3"));
        opened.addAddress(CLIENT + "/32");
        opened.addAddress("203.0.113.90/32");
        opened.addAddress("2001:db8::1/128");
    }

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
        }
        if (opened != null) {
            opened.close();
        }
    }

    private PostfixOfTest postfix() {
        return Objects.requireNonNull(started);
    }

    private Path source() {
        return directory.resolve("popauth_checks");
    }

    private String settings(TableType type) {
        return "popauth_tables = %s:%s\n".formatted(type, directory)
                + "smtpd_relay_restrictions = check_client_access $popauth_tables/popauth_checks,"
                + " reject_unauth_destination\n";
    }

    /// A Postfix that obeys a table, and the agent's side of it.
    private TableHost host(TableType type) throws IOException {
        started = new PostfixOfTest(Objects.requireNonNull(opened), directory, settings(type));
        var known = TableHost.postfix(postfix().config()).knownTypes();
        Assumptions.assumeTrue(known.contains(type), "this Postfix has no tables of type " + type);
        return new TableHost(Measure.RELAY, source(), postfix().config()).ready();
    }

    private static Decision grant(String client, long revision) {
        return made(Measure.RELAY, client, revision, START, HOUR);
    }

    /// What Postfix says in a new session to mail for elsewhere.
    private String relayFrom(String client) throws IOException {
        try (var session = postfix().session(client)) {
            var said = session.mailTo("ann@example.net");
            session.say("QUIT");
            return said;
        }
    }

    private void postmap(String table) {
        TableHost.postfix(postfix().config()).postmap(Stdin.EMPTY, table);
    }

    private static void awaitASecondToBegin() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Instant.now().getNano() < 20_000_000);
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void aRevokeWithinTheSecondThatSmtpdOpenedTheTableCounts(TableType type) throws IOException {
        // Given
        var host = host(type);
        for (int round = 0; round < ROUNDS; round++) {
            host.decided(grant(CLIENT, 2 * round + 1));
            awaitASecondToBegin();
            var granted = relayFrom(CLIENT);

            // When
            host.decided(withdrawn(Measure.RELAY, CLIENT, 2 * round + 2, START));

            // Then
            assertThat(granted).startsWith("250 ");
            assertThat(relayFrom(CLIENT)).contains(DENIED);
        }
    }

    /// Why a table of this type is never changed in place: the trap that the test above is about.
    @Test
    void aRevokeInPlaceIsNotNoticedByAPostfixThatOpenedTheTableInTheSameSecond()
            throws IOException {
        // Given
        host(TableType.HASH);
        int stale = 0;
        for (int round = 0; round < ROUNDS; round++) {
            awaitASecondToBegin();
            Files.writeString(source(), CLIENT + " OK\n");
            postmap("hash:" + source());
            relayFrom(CLIENT);

            // When
            Files.writeString(source(), "");
            postmap("hash:" + source());

            // Then
            stale += relayFrom(CLIENT).startsWith("250 ") ? 1 : 0;
        }
        assertThat(stale).isPositive();
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void aKeyThatIsNoWholeAddressIsNeverLeftInATable(TableType type) throws IOException {
        // Given
        var host = host(type);
        host.decided(grant("203.0.113.90", 1));
        var foreign = Files.writeString(directory.resolve("foreign"), "203.0.113 OK\nunknown OK\n");
        postmap(type + ":" + foreign);
        Files.move(
                Path.of(foreign + type.suffix()),
                host.index(type),
                StandardCopyOption.REPLACE_EXISTING);
        var before = relayFrom(CLIENT);

        // When
        host.look();

        // Then
        assertThat(before).startsWith("250 ");
        assertThat(relayFrom(CLIENT)).contains(DENIED);
        assertThat(relayFrom("203.0.113.90")).startsWith("250 ");
        assertThat(host.outcomes()).containsExactly(Outcome.APPLIED, Outcome.REPAIRED);
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void anEntryThatNobodyDecidedIsRemovedAndReported(TableType type) throws IOException {
        // Given
        var host = host(type);
        host.decided(grant("203.0.113.90", 1));
        var foreign =
                Files.writeString(
                        directory.resolve("foreign"), "203.0.113.90 OK\n" + CLIENT + " OK\n");
        postmap(type + ":" + foreign);
        Files.move(
                Path.of(foreign + type.suffix()),
                host.index(type),
                StandardCopyOption.REPLACE_EXISTING);

        // When
        host.look();

        // Then
        assertThat(relayFrom(CLIENT)).contains(DENIED);
        assertThat(host.told())
                .filteredOn(it -> it.outcome() == Outcome.REPAIRED)
                .extracting(it -> it.client() + " of revision " + it.revision())
                .containsExactlyElementsOf(
                        type.isListed()
                                ? List.of("203.0.113.90 of revision 1", CLIENT + " of revision 0")
                                : List.of("203.0.113.90 of revision 1"));
    }

    @Test
    void anIpv6KeyIsTheTextThatPostfixLooksFor() throws IOException {
        // Given
        var host = host(TableType.HASH);
        Files.writeString(source(), "2001:db8:0:0:0:0:0:1 OK\n");
        postmap("hash:" + source());
        var asJavaPrintsIt = relayFrom("2001:db8::1");

        // When
        host.look();
        host.decided(grant("2001:db8::1", 1));

        // Then
        assertThat(asJavaPrintsIt).contains(DENIED);
        assertThat(relayFrom("2001:db8::1")).startsWith("250 ");
    }

    /// A smtpd that met no table does not look again: it defers until it ends, or is told to
    /// reload.
    @ParameterizedTest
    @EnumSource(TableType.class)
    void aMissingTableDefersMailUntilItIsMadeAgain(TableType type) throws IOException {
        // Given
        var host = host(type);
        host.decided(grant(CLIENT, 1));
        assertThat(relayFrom(CLIENT)).startsWith("250 ");

        // When
        Files.delete(host.index(type));
        var missing = relayFrom(CLIENT);
        host.look();
        postfix().reload();

        // Then
        assertThat(missing).startsWith("451 4.3.5 ").contains("Server configuration error");
        assertThat(host.outcomes()).containsExactly(Outcome.APPLIED, Outcome.REPAIRED);
        assertThat(host.index(type)).exists();
        await().untilAsserted(() -> assertThat(relayFrom(CLIENT)).startsWith("250 "));
    }

    @Test
    void theTableIsThereBeforeTheDecisionsAre() throws IOException {
        // Given
        started =
                new PostfixOfTest(
                        Objects.requireNonNull(opened), directory, settings(TableType.HASH));
        var host = new TableHost(Measure.RELAY, source(), postfix().config());

        // When
        host.look();

        // Then
        assertThat(relayFrom(CLIENT)).contains(DENIED);
    }

    @Test
    void aTypeThatIsChangedInMainCfIsMadeWhileTheOldOneIsKept() throws IOException {
        // Given
        var host = host(TableType.HASH);
        host.decided(grant(CLIENT, 1));

        // When
        postfix().configure(settings(TableType.BTREE).replace("btree:", "cdb:"));
        host.look();
        host.decided(grant("203.0.113.90", 2));
        var before = relayFrom("203.0.113.90");
        postfix().reload();

        // Then
        assertThat(before).startsWith("250 ");
        assertThat(host.index(TableType.CDB)).exists();
        await().untilAsserted(
                        () -> {
                            assertThat(relayFrom(CLIENT)).startsWith("250 ");
                            assertThat(relayFrom("203.0.113.90")).startsWith("250 ");
                        });
        assertThat(host.outcomes()).containsExactly(Outcome.APPLIED, Outcome.APPLIED);
    }

    @Test
    void aBrokenConfigurationIsReportedWithTheWayOutAndMended() throws IOException {
        // Given
        var host = host(TableType.HASH);
        host.decided(grant(CLIENT, 1));

        // When
        postfix().configure(settings(TableType.HASH) + "inet_interfaces = 192.0.2.250\n");
        host.decided(grant("203.0.113.90", 2));
        var problems = host.problems();
        postfix().configure(settings(TableType.HASH));
        var meanwhile = relayFrom(CLIENT);
        host.look();

        // Then
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("inet_interfaces")
                .contains("postfix check");
        assertThat(meanwhile).startsWith("250 ");
        assertThat(relayFrom("203.0.113.90")).startsWith("250 ");
        assertThat(host.outcomes())
                .containsExactly(Outcome.APPLIED, Outcome.FAILED, Outcome.APPLIED);
        assertThat(host.problems()).isEmpty();
    }

    @Test
    void oneMoreGrantAmongManyIsSeenWithoutMakingAllAnew() throws IOException {
        // Given
        var host = host(TableType.LMDB);
        var many = new Decision[5000];
        for (int i = 0; i < many.length; i++) {
            many[i] = grant("198.51." + i / 250 + "." + i % 250, i + 1);
        }
        host.decided(many);
        var source = Files.readString(source());
        try (var session = postfix().session(CLIENT)) {
            var before = session.mailTo("ann@example.net");

            // When
            host.decided(grant(CLIENT, 10_001));
            var granted = session.mailTo("ann@example.net");
            host.decided(withdrawn(Measure.RELAY, CLIENT, 10_002, START));
            var after = session.mailTo("ann@example.net");

            // Then
            assertThat(before).contains(DENIED);
            assertThat(granted).startsWith("250 ");
            assertThat(after).contains(DENIED);
            assertThat(Files.readString(source())).isEqualTo(source);
        }
    }
}
