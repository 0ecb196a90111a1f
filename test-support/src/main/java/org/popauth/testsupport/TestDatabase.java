package org.popauth.testsupport;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A database of its own, empty, on the one PostgreSQL server of the test's JVM.
///
/// The server is real, is started with the first database, listens on the loopback interface, and
/// ends with the JVM. It can be stopped and started again to see what a service does meanwhile.
public final class TestDatabase {

    private static final String SUPERUSER = "postgres";

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /// Creates a new, empty database; starts the server if this is the first one.
    public static TestDatabase start() {
        return new TestDatabase(DatabaseServer.createDatabase());
    }

    /// The address for JDBC, without user and password.
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + DatabaseServer.port() + "/" + name;
    }

    /// The user to connect as: a superuser.
    public String username() {
        return SUPERUSER;
    }

    /// The password to connect with; the server accepts any.
    public String password() {
        return SUPERUSER;
    }

    /// A plain source of connections, without a pool.
    public DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setURL(jdbcUrl());
        source.setUser(username());
        source.setPassword(password());
        return source;
    }

    /// Runs one SQL statement.
    public void execute(String sql) throws SQLException {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Stops the server, with all databases of this JVM.
    public void stopServer() {
        DatabaseServer.stop();
    }

    /// Starts the server again after [#stopServer()]: same port, same data.
    public void restartServer() {
        DatabaseServer.restart();
    }
}
