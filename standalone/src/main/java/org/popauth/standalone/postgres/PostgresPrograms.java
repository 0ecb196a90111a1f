package org.popauth.standalone.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.popauth.standalone.exec.Processes;
import org.popauth.standalone.exec.Unprivileged;

/// The programs of PostgreSQL, run as PostgreSQL wants to be run.
///
/// @param binaries where they are
/// @param unprivileged how they are run when this process is root
record PostgresPrograms(PostgresBinaries binaries, Unprivileged unprivileged) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// Creates a data directory with one user.
    void createData(Path data, Path passwordFile, String user) throws IOException {
        run(
                List.of(
                        binaries.program("initdb"),
                        "--pgdata=" + data,
                        "--username=" + user,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync",
                        "--no-instructions"));
    }

    /// Starts the server.
    Process start(EmbeddedPostgres.Place place) throws IOException {
        var command = PostgresSettings.command(binaries.program("postgres"), place);
        return Processes.start(unprivileged.daemon(command), place.data(), place.log());
    }

    /// Stops the server of a data directory, and waits for its end.
    void stop(Path data) throws IOException {
        run(
                List.of(
                        binaries.program("pg_ctl"),
                        "stop",
                        "--wait",
                        "--mode=fast",
                        "--timeout=20",
                        "--pgdata=" + data));
    }

    private void run(List<String> command) throws IOException {
        var finished = Processes.run(unprivileged.command(command), LIMIT);
        if (!finished.succeeded()) {
            throw new IOException(finished.output());
        }
    }
}
