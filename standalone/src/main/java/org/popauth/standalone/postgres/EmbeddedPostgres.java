package org.popauth.standalone.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.popauth.standalone.data.OwnerOnly;
import org.popauth.standalone.exec.Processes;
import org.popauth.standalone.exec.Unprivileged;
import org.popauth.standalone.fault.StartFailure;

/// A PostgreSQL server that this JVM started, with one database for all services.
///
/// It listens on the loopback interface only and asks for a password. When the JVM dies without
/// stopping it, the next start finds it by its `postmaster.pid` and stops it first.
public final class EmbeddedPostgres implements AutoCloseable {

    /// The name of the database, and of its owner.
    public static final String NAME = "popauth";

    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);

    private final Place place;
    private final PostgresPrograms programs;
    private final Process process;

    private EmbeddedPostgres(Place place, PostgresPrograms programs, Process process) {
        this.place = place;
        this.programs = programs;
        this.process = process;
    }

    /// Where a server lives.
    ///
    /// @param data its data directory
    /// @param log the file that it writes its log to
    /// @param passwordFile the file with the password of the user [#NAME]
    /// @param cache where its programs are unpacked
    /// @param port that it listens on, on loopback
    /// @param durable false when the data may be lost in a crash of the whole machine
    public record Place(
            Path data, Path log, Path passwordFile, Path cache, int port, boolean durable) {

        /// The address for JDBC, without user and password.
        public String jdbcUrl() {
            return jdbcUrl(NAME);
        }

        private String jdbcUrl(String database) {
            return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
        }
    }

    /// Starts the server; creates its data first if there is none.
    ///
    /// @throws StartFailure when it does not come up
    public static EmbeddedPostgres start(Place place) {
        var programs =
                new PostgresPrograms(
                        PostgresBinaries.in(place.cache()), Unprivileged.ofThisProcess());
        try {
            stopLeftOver(place, programs);
            boolean fresh = createDataIfMissing(place, programs);
            var server = new EmbeddedPostgres(place, programs, start(place, programs));
            if (fresh) {
                server.createDatabase();
            }
            return server;
        } catch (IOException | SQLException e) {
            throw new StartFailure(
                    "PostgreSQL does not start: " + e.getMessage() + "; its log is " + place.log(),
                    e);
        }
    }

    /// Stops a server that a killed JVM left running on this data.
    public static void stopLeftOver(Place place) throws IOException {
        if (PostmasterFile.read(place.data()) != null) {
            stopLeftOver(
                    place,
                    new PostgresPrograms(
                            PostgresBinaries.in(place.cache()), Unprivileged.ofThisProcess()));
        }
    }

    /// True while the server runs.
    public boolean isRunning() {
        return process.isAlive();
    }

    /// Its process id.
    public long pid() {
        return process.pid();
    }

    /// Stops the server: open transactions are rolled back, committed ones are kept.
    @Override
    public void close() {
        try {
            programs.stop(place.data());
        } catch (IOException e) {
            LOG.warnf("PostgreSQL does not stop: %s", e.getMessage());
        }
        if (process.isAlive()) {
            process.destroy();
        }
    }

    private static void stopLeftOver(Place place, PostgresPrograms programs) throws IOException {
        var file = PostmasterFile.read(place.data());
        var process = file == null ? null : file.process(place.data());
        if (process == null) {
            return;
        }
        LOG.infof(
                "stopping the PostgreSQL server that a killed popauth left: pid=%d", process.pid());
        programs.stop(place.data());
        if (process.isAlive()) {
            process.destroyForcibly();
            awaitEnd(process);
        }
    }

    private static void awaitEnd(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new IOException("process " + process.pid() + " does not end", e);
        }
    }

    private static boolean createDataIfMissing(Place place, PostgresPrograms programs)
            throws IOException {
        if (Files.exists(place.data().resolve("PG_VERSION"))) {
            return !Files.exists(marker(place));
        }
        var unfinished = place.data().resolveSibling(place.data().getFileName() + ".new");
        delete(unfinished);
        programs.createData(unfinished, place.passwordFile(), NAME);
        Files.move(unfinished, place.data(), StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /// Says that the database was created, not only the server's data.
    private static Path marker(Place place) {
        return place.data().resolve("popauth.created");
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private static Process start(Place place, PostgresPrograms programs) throws IOException {
        var process = programs.start(place);
        if (!becomesReady(place, process)) {
            throw new IOException("it ended with status " + process.exitValue());
        }
        return process;
    }

    private static boolean becomesReady(Place place, Process process) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Processes.await(process, POLL)) {
            var file = PostmasterFile.read(place.data());
            if (file != null && file.ready() && file.pid() == process.pid()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("it is not ready after " + LIMIT.toSeconds() + " s");
            }
        }
        return false;
    }

    private void createDatabase() throws SQLException, IOException {
        var password = Files.readString(place.passwordFile()).strip();
        try (var connection =
                        DriverManager.getConnection(place.jdbcUrl("postgres"), NAME, password);
                var statement = connection.createStatement()) {
            if (!databaseExists(connection)) {
                statement.execute("CREATE DATABASE " + NAME);
            }
        }
        OwnerOnly.write(marker(place), "");
    }

    private static boolean databaseExists(java.sql.Connection connection) throws SQLException {
        try (var query =
                connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, NAME);
            try (var result = query.executeQuery()) {
                return result.next();
            }
        }
    }
}
