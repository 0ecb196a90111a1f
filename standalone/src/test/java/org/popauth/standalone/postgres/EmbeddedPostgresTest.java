package org.popauth.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.standalone.data.OwnerOnly;
import org.popauth.testsupport.FreePort;

class EmbeddedPostgresTest {

    private static final String PASSWORD = "not-a-secret";

    @TempDir Path temporary;

    @Test
    void dataIsThereAfterARestart() throws Exception {
        // Given
        var place = place();
        try (var server = EmbeddedPostgres.start(place);
                var connection = connect(place)) {
            assertThat(server.isRunning()).isTrue();
            execute(connection, "CREATE TABLE kept (x int)");
        }
        // When
        try (var server = EmbeddedPostgres.start(place);
                var connection = connect(place)) {
            // Then
            assertThat(server.isRunning()).isTrue();
            execute(connection, "SELECT * FROM kept");
        }
        assertThat(PostmasterFile.read(place.data())).isNull();
    }

    @Test
    void aServerLeftByAKilledJvmIsStoppedFirst() throws Exception {
        // Given
        var place = place();
        var orphan = EmbeddedPostgres.start(place);
        // When
        try (var server = EmbeddedPostgres.start(place);
                var connection = connect(place)) {
            // Then
            ProcessHandle.of(orphan.pid()).ifPresent(EmbeddedPostgresTest::awaitEnd);
            assertThat(orphan.isRunning()).isFalse();
            assertThat(server.isRunning()).isTrue();
            execute(connection, "SELECT 1");
        }
    }

    @Test
    void anInterruptedCreationIsBegunAnew() throws Exception {
        // Given
        var place = place();
        Files.createDirectories(temporary.resolve("data.new/base"));
        // When
        try (var server = EmbeddedPostgres.start(place)) {
            // Then
            assertThat(server.isRunning()).isTrue();
        }
        assertThat(temporary.resolve("data.new")).doesNotExist();
    }

    @Test
    void aStaleFileOfAnotherProcessIsNoServer() throws Exception {
        // Given
        long other = ProcessHandle.current().pid();
        Files.writeString(temporary.resolve("postmaster.pid"), other + "\n");
        // When
        var file = PostmasterFile.read(temporary);
        // Then
        assertThat(file).isEqualTo(new PostmasterFile(other, false));
        assertThat(Objects.requireNonNull(file).process(temporary)).isNull();
    }

    private EmbeddedPostgres.Place place() throws Exception {
        OwnerOnly.write(temporary.resolve("password"), PASSWORD + "\n");
        return new EmbeddedPostgres.Place(
                temporary.resolve("data"),
                temporary.resolve("log"),
                temporary.resolve("password"),
                PostgresBinaries.defaultCache(),
                FreePort.next(),
                false);
    }

    private static Connection connect(EmbeddedPostgres.Place place) throws SQLException {
        return DriverManager.getConnection(place.jdbcUrl(), EmbeddedPostgres.NAME, PASSWORD);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
