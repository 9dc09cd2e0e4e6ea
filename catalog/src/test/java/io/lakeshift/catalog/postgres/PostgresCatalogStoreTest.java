package io.lakeshift.catalog.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.load.ImportListener;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.load.TableImporter;
import io.lakeshift.catalog.testing.Rows;
import io.lakeshift.catalog.testing.TestLog;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class PostgresCatalogStoreTest {
    private static final String HINTS = " Check that the server is running, that the network reaches it, that user and"
            + " password are correct, and that the database exists.";

    private final TestingPostgres database = TestingPostgres.createDatabase();

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private CatalogException refusal(String url, PostgresOptions options) {
        return catchThrowableOfType(
                CatalogException.class,
                () -> PostgresCatalogStore.open(DatabaseUrl.parse(url), options).close());
    }

    @Test
    void opensAnEmptyDatabaseAndOneThatIsUpToDate() {
        // When
        PostgresCatalogStore.open(DatabaseUrl.parse(database.url())).close();
        try (PostgresCatalogStore store = PostgresCatalogStore.open(
                DatabaseUrl.parse(database.url()), PostgresOptions.DEFAULT.withSchemaMode(SchemaMode.REQUIRE))) {
            // Then
            assertThat(store.tables().all()).isEmpty();
        }
    }

    @Test
    void looksForATableByItsLogWithAnIndex() {
        // When
        PostgresCatalogStore.open(DatabaseUrl.parse(database.url())).close();

        // Then
        assertThat(Rows.of(database, "SELECT indexdef FROM pg_indexes WHERE indexname = 'dl_tables_by_log'"))
                .singleElement()
                .asString()
                .contains("(log_location)");
    }

    @Test
    void theVersionItChecksForIsTheNewestMigration() throws Exception {
        // Given
        URL resource = Objects.requireNonNull(
                PostgresSchema.class.getResource("/io/lakeshift/catalog/schema/V1__catalog.sql"));

        // When
        try (Stream<Path> files =
                Files.list(Objects.requireNonNull(Path.of(resource.toURI()).getParent()))) {
            // Then
            assertThat(files.mapToInt(file ->
                            Integer.parseInt(file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))))
                    .contains(PostgresSchema.VERSION)
                    .allMatch(version -> version <= PostgresSchema.VERSION);
        }
    }

    @Test
    void refusesAnEmptyDatabaseWhereCreatingIsSwitchedOff() {
        // When
        CatalogException refusal = refusal(database.url(), PostgresOptions.DEFAULT.withSchemaMode(SchemaMode.REQUIRE));

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.DATABASE_REFUSED);
        assertThat(Rows.of(database, "SELECT 1 FROM pg_namespace WHERE nspname = 'lakeshift'"))
                .isEmpty();
    }

    @Test
    void refusesASchemaThatIsNewerThanTheProgram() {
        // Given
        PostgresCatalogStore.open(DatabaseUrl.parse(database.url())).close();
        database.execute(
                "INSERT INTO lakeshift.flyway_schema_history (installed_rank, version, description, type, script,"
                        + " installed_by, execution_time, success) VALUES (99, '99', 'future', 'SQL', 'V99', 'x', 1, true)");

        // When
        CatalogException refusal = refusal(database.url(), PostgresOptions.DEFAULT);

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.DATABASE_SCHEMA_NEWER);
        assertThat(refusal)
                .hasMessage("The catalog in the database has schema version 99; this program knows up to "
                        + PostgresSchema.VERSION + ". Use the newer Lakeshift that upgraded it.");
    }

    @Test
    void saysThatTheConnectionFailedWithoutThePassword() {
        // When
        CatalogException wrongPort = refusal("postgresql://postgres:topsecret@localhost:1/x", PostgresOptions.DEFAULT);
        CatalogException noDatabase = refusal(
                "postgresql://postgres:topsecret@localhost:" + TestingPostgres.port() + "/nowhere",
                PostgresOptions.DEFAULT);
        CatalogException noUser = refusal(database.url("nobody_here", "topsecret"), PostgresOptions.DEFAULT);

        // Then
        assertThat(wrongPort.error()).isEqualTo(CatalogError.DATABASE_UNREACHABLE);
        assertThat(wrongPort)
                .hasMessageStartingWith("Database connection failed: Connection to localhost:1 refused.")
                .hasMessageEndingWith(" (postgresql://postgres@localhost:1/x)." + HINTS)
                .message()
                .doesNotContain("topsecret");
        assertThat(noDatabase.error()).isEqualTo(CatalogError.DATABASE_REFUSED);
        assertThat(noDatabase)
                .hasMessage("Database connection failed: database \"nowhere\" does not exist (postgresql://postgres@"
                        + "localhost:" + TestingPostgres.port() + "/nowhere)." + HINTS);
        assertThat(noUser.error().retryable()).isFalse();
        assertThat(noUser).hasMessageStartingWith("Database connection failed: role \"nobody_here\" does not exist");
    }

    @Test
    void saysWhichRightIsMissing() {
        // Given
        database.execute("CREATE ROLE reader_" + database.name() + " LOGIN PASSWORD 'x'");

        // When
        CatalogException refusal = refusal(database.url("reader_" + database.name(), "x"), PostgresOptions.DEFAULT);

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.PERMISSION_DENIED);
        assertThat(refusal)
                .hasMessageStartingWith("Permission denied: permission denied for database " + database.name());
        database.execute("DROP ROLE reader_" + database.name());
    }

    @Test
    void tellsAFullDiskFromOtherFailures() {
        // When
        CatalogException full = PostgresErrors.translate(
                "writing rows", new SQLException("could not extend file: No space left on device", "53100"));
        CatalogException lost = PostgresErrors.translate(
                "writing rows", new PSQLException("connection lost", PSQLState.CONNECTION_FAILURE));

        // Then
        assertThat(full.error()).isEqualTo(CatalogError.DISK_FULL);
        assertThat(full)
                .hasMessage("Disk space exhausted: could not extend file: No space left on device (while writing rows)."
                        + " Free space on the database server, or use a database elsewhere, and run again.");
        assertThat(lost.error()).isEqualTo(CatalogError.DATABASE_UNREACHABLE);
    }

    @Test
    void documentedStatementsRunWithoutASchemaName(@TempDir Path directory) throws SQLException, IOException {
        // Given
        TestLog log = TestLog.create(directory.resolve("orders")).addFiles(1, 3);
        try (PostgresCatalogStore store = PostgresCatalogStore.open(DatabaseUrl.parse(database.url()))) {
            new TableImporter(store).importTable(ImportRequest.of(log.root().toString()), ImportListener.NONE);
        }

        // When
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            ResultSet history = statement.executeQuery("SELECT table_id, status, version, files_processed, started_at,"
                    + " completed_at, error_message FROM migration_status ORDER BY started_at DESC");
            history.next();

            // Then
            assertThat(history.getString("table_id")).isEqualTo("orders");
            assertThat(statement.executeUpdate("DELETE FROM delta_files WHERE table_id='orders'"))
                    .isEqualTo(3);
        }
        assertThat(Rows.of(database, "SELECT count(*) FROM dl_add_files")).containsExactly("0");
        assertThat(Rows.of(database, "SELECT count(*) FROM dl_table_versions")).containsExactly("2");
    }

    @Test
    void aTableTakesItsRowsAlong(@TempDir Path directory) {
        // Given
        TestLog log = TestLog.create(directory.resolve("orders")).addFiles(2, 3).commit(TestLog.remove("f1-0"));
        try (PostgresCatalogStore store = PostgresCatalogStore.open(DatabaseUrl.parse(database.url()))) {
            new TableImporter(store).importTable(ImportRequest.of(log.root().toString()), ImportListener.NONE);
        }

        // When
        database.execute("DELETE FROM lakeshift.dl_tables WHERE name = 'orders'");

        // Then
        for (String table : new String[] {
            "dl_table_heads", "dl_table_versions", "dl_add_files", "dl_remove_files", "dl_metadata_updates"
        }) {
            assertThat(Rows.of(database, "SELECT count(*) FROM " + table))
                    .as(table)
                    .containsExactly("0");
        }
    }
}
