package org.popauth.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL server of the test's JVM.
final class DatabaseServer {

    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);

    private static @Nullable Path data;
    private static int port;
    private static int databases;
    private static @Nullable EmbeddedPostgres server;

    private DatabaseServer() {}

    static synchronized String createDatabase() {
        var running = running();
        var name = "test" + ++databases;
        try (var connection = running.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
    }

    static synchronized int port() {
        return port;
    }

    static synchronized void stop() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot stop PostgreSQL", e);
            }
            server = null;
        }
    }

    static synchronized void restart() {
        running();
    }

    private static EmbeddedPostgres running() {
        var now = server;
        if (now == null) {
            try {
                now = open();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start PostgreSQL", e);
            }
            server = now;
        }
        return now;
    }

    private static EmbeddedPostgres open() throws IOException {
        var directory = data;
        if (directory == null) {
            directory = Files.createTempDirectory("popauth-test-postgres");
            port = FreePort.next();
            data = directory;
            deleteAtExit(directory);
        }
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(STARTUP_WAIT)
                .setRegisterShutdownHook(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("shared_buffers", "16MB")
                .setServerConfig("max_connections", "60")
                .setServerConfig("unix_socket_directories", "''")
                .start();
    }

    private static void deleteAtExit(Path directory) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    stop();
                                    Directories.delete(directory);
                                }));
    }
}
