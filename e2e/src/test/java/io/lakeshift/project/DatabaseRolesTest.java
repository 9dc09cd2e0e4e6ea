package io.lakeshift.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.catalog.load.ImportListener;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.load.ImportResult;
import io.lakeshift.catalog.load.TableImporter;
import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.postgres.PostgresOptions;
import io.lakeshift.catalog.postgres.SchemaMode;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseRolesTest {
    private final TestingPostgres database = TestingPostgres.createDatabase();

    @TempDir
    Path folder;

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

    @Test
    void aWorkerThatOwnsNothingImportsIntoTheOwnersSchema() {
        // Given: a release was installed by the owner, and the worker runs as another user
        String owner = "installer_" + database.name();
        String worker = "runner_" + database.name();
        database.execute(
                "DROP TABLE lakeshift.dl_example",
                "CREATE USER " + owner + " PASSWORD 'installer' IN ROLE lakeshift_owner",
                "ALTER USER " + owner + " SET role TO lakeshift_owner",
                "CREATE USER " + worker + " PASSWORD 'runner' IN ROLE lakeshift_worker");
        DatabaseUrl installer = DatabaseUrl.parse(database.url(owner, "installer"));
        PostgresCatalogStore.open(installer).close();
        LedgerDatabase.open(installer, Clock.systemUTC()).close();

        // When
        DatabaseUrl runner = DatabaseUrl.parse(database.url(worker, "runner"));
        ImportResult imported;
        try (PostgresCatalogStore store =
                        PostgresCatalogStore.open(runner, PostgresOptions.DEFAULT.withSchemaMode(SchemaMode.REQUIRE));
                LedgerDatabase ledger = LedgerDatabase.open(runner, Clock.systemUTC())) {
            ledger.ping();
            imported = new TableImporter(store)
                    .importTable(
                            ImportRequest.of(GoldenTables.copy("basic-with-inserts-updates", folder)
                                    .toString()),
                            ImportListener.NONE);
        }

        // Then
        assertThat(imported.activeFiles()).isPositive();
        assertThatThrownBy(() -> as("lakeshift_worker", "DROP TABLE lakeshift.dl_add_files"))
                .hasMessageContaining("must be owner of table dl_add_files");
    }

    private void as(String role, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE " + role);
            statement.execute(sql);
        }
    }
}
