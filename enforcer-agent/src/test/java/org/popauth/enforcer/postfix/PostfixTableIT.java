package org.popauth.enforcer.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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

    private static final Path POSTCONF = Path.of("/usr/sbin/postconf");
    private static final Path POSTMAP = Path.of("/usr/sbin/postmap");
    private static final Address IPV4 = Address.parse("203.0.113.9");
    private static final Address IPV6 = Address.parse("2001:db8::25");

    @TempDir Path directory;

    @BeforeEach
    void configure() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(POSTMAP), POSTMAP + " is not installed");
        mainCf("compatibility_level = 3.6\nmynetworks = 127.0.0.0/8 [2001:db8:5::]/48\n");
        Files.createFile(directory.resolve("master.cf"));
    }

    /// Postfix's tools wait for a file that was changed within the last second.
    private void mainCf(String text) throws IOException {
        var file = Files.writeString(directory.resolve("main.cf"), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private Postfix postfix() {
        var commands = new Commands(Duration.ofSeconds(20));
        return new Postfix(commands, POSTCONF, POSTMAP, Optional.of(directory));
    }

    private PostfixTable table(TableType type) {
        Assumptions.assumeTrue(
                has(type), "this Postfix has no tables of type " + type + ", see postconf -m");
        return new PostfixTable(source(), postfix(), Optional.of(type));
    }

    private static boolean has(TableType type) {
        var types = new Commands(Duration.ofSeconds(20)).run(Stdin.EMPTY, POSTCONF, "-m").orThrow();
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
        var type = postfix().tableType();

        // Then
        assertThat(type).isEqualTo(TableType.LMDB);
    }

    @Test
    void aDefaultThatIsNoTableIsReplacedByTheBestThereIs() throws IOException {
        // Given
        mainCf("compatibility_level = 3.6\ndefault_database_type = sqlite\n");

        // When
        var type = postfix().tableType();

        // Then
        assertThat(has(type)).isTrue();
    }

    @Test
    void mynetworksAreRead() {
        assertThat(postfix().mynetworks())
                .extracting(Object::toString)
                .containsExactly("127.0.0.0/8", "2001:db8:5::/48");
    }
}
