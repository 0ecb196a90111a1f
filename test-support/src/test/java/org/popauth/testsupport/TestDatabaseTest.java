package org.popauth.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void twoDatabasesShareNothing() throws Exception {
        // Given
        var one = TestDatabase.start();
        var other = TestDatabase.start();
        // When
        one.execute("CREATE TABLE t (x int)");
        // Then
        assertThatThrownBy(() -> other.execute("SELECT * FROM t")).isInstanceOf(SQLException.class);
    }

    @Test
    void dataSurvivesAnOutage() throws Exception {
        // Given
        var database = TestDatabase.start();
        database.execute("CREATE TABLE kept (x int)");
        var url = database.jdbcUrl();
        database.stopServer();
        assertThatThrownBy(() -> database.execute("SELECT 1")).isInstanceOf(SQLException.class);
        // When
        database.restartServer();
        // Then
        assertThat(database.jdbcUrl()).isEqualTo(url);
        database.execute("SELECT * FROM kept");
    }
}
