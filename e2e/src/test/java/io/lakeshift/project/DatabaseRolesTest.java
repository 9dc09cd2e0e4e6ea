package io.lakeshift.project;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.catalog.testing.TestingPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseRolesTest {
    private final TestingPostgres database = TestingPostgres.createDatabase();

    @BeforeEach
    void setUp() {
        // Twice, because it promises that running it again changes nothing.
        database.execute(Project.read("deploy/postgres/setup.sql"), Project.read("deploy/postgres/setup.sql"));
        database.execute("SET ROLE lakeshift_owner", "CREATE TABLE lakeshift.dl_example (id INT)", "RESET ROLE");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void theWorkerWritesRowsButCannotChangeTables() {
        assertThatCode(() -> as("lakeshift_worker", "INSERT INTO lakeshift.dl_example VALUES (1)"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> as("lakeshift_worker", "ALTER TABLE lakeshift.dl_example ADD COLUMN x INT"))
                .hasMessageContaining("must be owner of table dl_example");
        assertThatThrownBy(() -> as("lakeshift_worker", "CREATE TABLE lakeshift.other (id INT)"))
                .hasMessageContaining("permission denied for schema lakeshift");
    }

    @Test
    void theReaderOnlyReads() {
        assertThatCode(() -> as("lakeshift_reader", "SELECT * FROM lakeshift.dl_example"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> as("lakeshift_reader", "INSERT INTO lakeshift.dl_example VALUES (1)"))
                .hasMessageContaining("permission denied for table dl_example");
    }

    @Test
    void nobodyCreatesInThePublicSchema() {
        assertThatThrownBy(() -> as("lakeshift_worker", "CREATE TABLE public.stray (id INT)"))
                .hasMessageContaining("permission denied for schema public");
    }

    private void as(String role, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE " + role);
            statement.execute(sql);
        }
    }
}
