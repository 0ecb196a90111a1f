package org.popauth.enforcer.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.enforcer.exec.Stdout;
import org.popauth.events.Address;

/// Tables made by the real postmap, with a configuration of the test's own.
class PostfixTableIT {

    private static final Address IPV4 = Address.parse("203.0.113.9");
    private static final Address IPV6 = Address.parse("2001:db8::25");

    @TempDir Path directory;

    @BeforeEach
    void configure() throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(TableHost.POSTMAP), TableHost.POSTMAP + " is not installed");
        mainCf("compatibility_level = 3.6\nmynetworks = 127.0.0.0/8 [2001:db8:5::]/48\n");
        Files.createFile(directory.resolve("master.cf"));
    }

    /// Postfix's tools wait for a file that was changed within the last second.
    private void mainCf(String text) throws IOException {
        var file = Files.writeString(directory.resolve("main.cf"), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private Postfix postfix() {
        return TableHost.postfix(directory);
    }

    private PostfixTable table(TableType type) {
        Assumptions.assumeTrue(
                has(type), "this Postfix has no tables of type " + type + ", see postconf -m");
        return new PostfixTable(source(), postfix(), Optional.of(type));
    }

    private static boolean has(TableType type) {
        var types =
                new Commands(Duration.ofSeconds(20))
                        .run(Stdin.EMPTY, TableHost.POSTCONF, "-m")
                        .orThrow();
        return types.lines().anyMatch(type.toString()::equals);
    }

    private Path source() {
        return directory.resolve("popauth_checks");
    }

    private String query(TableType type, String key) {
        return postfix()
                .postmap(Stdin.EMPTY, Stdout.TEXT, "-q", key, type + ":" + source())
                .output()
                .strip();
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void postmapFindsWhatWasWrittenByTheAddressAsPostfixPrintsIt(TableType type) {
        // Given
        var table = table(type);

        // When
        table.write(Map.of(IPV4, "OK popauth until=x", IPV6, "OK popauth until=y"));

        // Then
        assertThat(query(type, "203.0.113.9")).isEqualTo("OK popauth until=x");
        assertThat(query(type, "2001:db8::25")).isEqualTo("OK popauth until=y");
        assertThat(query(type, "203.0.113")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void whatIsNoLongerWantedIsFoundNoLonger(TableType type) {
        // Given
        var table = table(type);
        table.write(Map.of(IPV4, "OK x", IPV6, "OK y"));

        // When
        table.write(Map.of(IPV6, "OK z"));

        // Then
        assertThat(query(type, "203.0.113.9")).isEmpty();
        assertThat(query(type, "2001:db8::25")).isEqualTo("OK z");
        assertThat(directory).isDirectoryNotContaining("glob:**/.popauth*");
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void anEmptyTableIsATableToo(TableType type) {
        // Given
        var table = table(type);

        // When
        table.createIfMissing();

        // Then
        assertThat(Files.exists(Path.of(source() + type.suffix()))).isTrue();
        assertThat(table.look()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void nothingIsRewrittenWhenNothingChanged(TableType type) throws IOException {
        // Given
        var table = table(type);
        table.write(Map.of(IPV4, "OK x"));
        var index = Path.of(source() + type.suffix());
        var before = Files.readAttributes(index, "unix:ino,lastModifiedTime");

        // When
        table.look();
        table.write(Map.of(IPV4, "OK x"));

        // Then
        assertThat(Files.readAttributes(index, "unix:ino,lastModifiedTime")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void aTableThatSomebodyChangedIsMadeAsItMustBe(TableType type) throws IOException {
        // Given
        var table = table(type);
        table.write(Map.of(IPV4, "OK x"));
        var foreign = directory.resolve("foreign");
        Files.writeString(foreign, "10 OK\n");
        postfix().postmap(Stdin.EMPTY, Stdout.TEXT, type + ":" + foreign).orThrow();
        var index = Path.of(source() + type.suffix());
        Files.move(Path.of(foreign + type.suffix()), index, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(index, FileTime.from(Instant.now().plusSeconds(2)));

        // When
        table.look();
        table.write(Map.of(IPV4, "OK x"));

        // Then
        assertThat(query(type, "10")).isEmpty();
        assertThat(query(type, "203.0.113.9")).isEqualTo("OK x");
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void aBrokenConfigurationLeavesTheOldTable(TableType type) throws IOException {
        // Given
        var table = table(type);
        table.write(Map.of(IPV4, "OK x"));
        mainCf("inet_interfaces = 192.0.2.250\ncompatibility_level = nonsense\n");

        // When
        assertThatThrownBy(() -> table.write(Map.of(IPV6, "OK y")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("postmap");

        // Then
        mainCf("compatibility_level = 3.6\n");
        assertThat(query(type, "203.0.113.9")).isEqualTo("OK x");
        assertThat(query(type, "2001:db8::25")).isEmpty();
        assertThat(Files.readString(source())).isEqualTo("203.0.113.9\tOK x\n");
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void afterARestartItIsReadAsItWasLeft(TableType type) {
        // Given
        table(type).write(Map.of(IPV4, "OK x", IPV6, "OK y"));

        // When
        var rows = table(type).look();

        // Then
        assertThat(rows).containsExactly(Map.entry(IPV4, "OK x"), Map.entry(IPV6, "OK y"));
    }

    @Test
    void theTypeIsWhatPostfixSays() throws IOException {
        // Given
        Assumptions.assumeTrue(has(TableType.LMDB), "this Postfix has no lmdb");
        mainCf("compatibility_level = 3.6\ndefault_database_type = lmdb\n");

        // When
        var types = postfix().tableTypes(source());

        // Then
        assertThat(types).containsExactly(TableType.LMDB);
    }

    @Test
    void aDefaultThatIsNoTableIsReplacedByTheBestThereIs() throws IOException {
        // Given
        mainCf("compatibility_level = 3.6\ndefault_database_type = sqlite\n");

        // When
        var types = postfix().tableTypes(source());

        // Then
        assertThat(types).singleElement().matches(PostfixTableIT::has);
    }

    @Test
    void theTypesThatMainCfNamesTheTableWithCountMost() throws IOException {
        // Given
        mainCf(
                """
                compatibility_level = 3.6
                default_database_type = btree
                tables = hash:%1$s
                smtpd_client_restrictions = check_client_access $tables/popauth_checks
                smtpd_helo_restrictions = { check_client_access proxy:cdb:%1$s/popauth_checks }
                smtpd_sender_restrictions = check_client_access lmdb:%1$s/popauth_checks_of_mine
                """
                        .formatted(directory));

        // When
        var types = postfix().tableTypes(source());

        // Then
        assertThat(types).contains(TableType.HASH).doesNotContain(TableType.BTREE, TableType.LMDB);
        assertThat(types.contains(TableType.CDB)).isEqualTo(has(TableType.CDB));
    }

    @Test
    void aPostfixWithoutLmdbIsGivenWhatItHas() throws IOException {
        // Given
        Files.createFile(directory.resolve("dynamicmaps.cf"));
        mainCf(
                "compatibility_level = 3.6\ndefault_database_type = lmdb\nmeta_directory = "
                        + directory
                        + "\n");
        Assumptions.assumeFalse(
                postfix().knownTypes().contains(TableType.LMDB), "lmdb is built into this Postfix");

        // When
        var types = postfix().tableTypes(source());

        // Then
        assertThat(types).isSubsetOf(TableType.HASH, TableType.BTREE).hasSize(1);
    }

    @Test
    void allInstancesAreAsked() throws IOException {
        // Given
        mainCf("compatibility_level = 3.6\nmynetworks = 192.0.2.0/24\n");
        var other = Files.createDirectory(directory.resolve("postfix-out"));
        Files.createFile(other.resolve("master.cf"));
        Files.writeString(
                other.resolve("main.cf"),
                "compatibility_level = 3.6\nmynetworks = 198.51.100.0/24\n"
                        + "smtpd_client_restrictions = check_client_access btree:"
                        + source()
                        + "\n");

        // When
        var postfix = TableHost.postfix(directory, other);

        // Then
        assertThat(postfix.mynetworks())
                .extracting(Object::toString)
                .containsExactly("192.0.2.0/24", "198.51.100.0/24");
        assertThat(postfix.tableTypes(source())).containsExactly(TableType.BTREE);
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void aFewChangesOfALargeTableLeaveNothingElseBehind(TableType type) throws IOException {
        // Given
        var table = table(type);
        table.write(many(3000));
        table.look();

        // When
        table.change(Map.of(IPV4, "OK new"), Set.of(Address.parse("198.51.0.7")));
        table.change(Map.of(IPV4, "OK newer", IPV6, "OK y"), Set.of());
        var rows = Map.copyOf(table.look());

        // Then
        assertThat(query(type, "203.0.113.9")).isEqualTo("OK newer");
        assertThat(query(type, "2001:db8::25")).isEqualTo("OK y");
        assertThat(query(type, "198.51.0.7")).isEmpty();
        assertThat(rows).hasSize(3001);
        assertThat(table(type).look()).isEqualTo(rows);
        assertThat(source()).content().hasLineCount(3001).contains("203.0.113.9\tOK newer\n");
        assertThat(directory).isDirectoryNotContaining("glob:**/.popauth*");
    }

    private static Map<Address, String> many(int entries) {
        var many = new HashMap<Address, String>();
        for (int i = 0; i < entries; i++) {
            many.put(
                    Address.parse(
                            "198.%d.%d.%d".formatted(51 + i / 62_500, i / 250 % 250, i % 250)),
                    "OK x");
        }
        return many;
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void aPostmapThatIsKilledLeavesTheOldTable(TableType type) {
        // Given
        var table = table(type);
        table.write(many(30_000));
        var wanted = many(120_000);
        var killed = new AtomicBoolean();
        var killer = Thread.ofPlatform().start(() -> killAPostmap(type, killed));

        // When
        assertThatThrownBy(() -> table.write(wanted)).isInstanceOf(CommandFailed.class);
        killer.interrupt();

        // Then
        assertThat(killed).isTrue();
        assertThat(query(type, "198.51.0.7")).isEqualTo("OK x");
        table.look();
        table.write(wanted);
        assertThat(query(type, "198.52.200.7")).isEqualTo("OK x");
        assertThat(directory).isDirectoryNotContaining("glob:**/.popauth*");
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void whatAKilledPostmapLeavesDoesNotKeepTheNextOneFromItsWork(TableType type)
            throws IOException {
        // Given
        var table = table(type);
        Files.createFile(directory.resolve("__db..popauth_checks.new" + type.suffix()));

        // When
        table.write(Map.of(IPV4, "OK x"));

        // Then
        assertThat(query(type, "203.0.113.9")).isEqualTo("OK x");
    }

    /// Not before it has opened the index: a table that it writes straight over is damaged then.
    private static void killAPostmap(TableType type, AtomicBoolean killed) {
        while (!killed.get() && !Thread.currentThread().isInterrupted()) {
            ProcessHandle.current()
                    .descendants()
                    .filter(it -> it.info().command().orElse("").endsWith("postmap"))
                    .filter(it -> hasOpen(it, type.suffix()))
                    .findFirst()
                    .ifPresent(it -> killed.set(it.destroyForcibly()));
        }
    }

    private static boolean hasOpen(ProcessHandle process, String suffix) {
        try (var files = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            return files.anyMatch(
                    it -> target(it).contains("popauth_checks") && target(it).contains(suffix));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).getFileName().toString();
        } catch (IOException e) {
            return "";
        }
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void nobodyElseMayWriteAndPostfixMayRead(TableType type) throws IOException {
        // Given
        var table = table(type);

        // When
        table.write(many(3000));
        table.change(Map.of(IPV4, "OK new"), Set.of());
        table.look();

        // Then
        for (var file : List.of(source(), Path.of(source() + type.suffix()))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-r--r--");
            assertThat(Files.getOwner(file)).isEqualTo(Files.getOwner(directory));
        }
    }

    @ParameterizedTest
    @EnumSource(TableType.class)
    void aTableWhoseSourceSomebodyElseOwnsIsTheAgentsAfterwards(TableType type) throws IOException {
        // Given
        var table = table(type);
        var nobody =
                directory
                        .getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody");
        Files.writeString(source(), "10 OK\n");
        Assumptions.assumeTrue(Files.getOwner(source()).getName().equals("root"), "takes root");
        Files.setOwner(source(), nobody);

        // When
        table.look();
        table.write(Map.of(IPV4, "OK x"));

        // Then
        assertThat(Files.getOwner(source()).getName()).isEqualTo("root");
        assertThat(Files.getOwner(Path.of(source() + type.suffix())).getName()).isEqualTo("root");
    }

    @Test
    void mynetworksAreRead() {
        assertThat(postfix().mynetworks())
                .extracting(Object::toString)
                .containsExactly("127.0.0.0/8", "2001:db8:5::/48");
    }
}
