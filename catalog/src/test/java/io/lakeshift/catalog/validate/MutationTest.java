package io.lakeshift.catalog.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.load.ImportMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Changes every column that carries state, one at a time, in one row, and looks whether the comparison sees it. The
 * columns are those that the database has, so that a new one is tested the day it appears.
 */
class MutationTest {
    /** Columns that say nothing about the state of the table. A column that is listed here for no reason fails a test. */
    private static final Set<String> BOOKKEEPING = Set.of(
            // When this catalog did something; the log has no word for it.
            "dl_tables.created_at",
            "dl_table_heads.updated_at",
            // What people call the table here.
            "dl_tables.name",
            // The key that everything hangs on; the foreign keys refuse another one.
            "dl_tables.table_id",
            // Without a head the catalog does not know the table: a failure, with a test of its own.
            "dl_table_heads.table_id",
            // Where it is, not what it is. Another log_location is another log, or none: that has a test of its own.
            "dl_tables.location",
            "dl_tables.log_location",
            // Who decides and how it was imported: the choice of an operator, which no log can confirm.
            "dl_tables.authority",
            "dl_tables.import_mode");

    private static final List<String> TABLES = List.of(
            "dl_tables",
            "dl_table_heads",
            "dl_table_versions",
            "dl_add_files",
            "dl_remove_files",
            "dl_cdc_files",
            "dl_metadata_updates",
            "dl_protocol_updates",
            "dl_txn_actions",
            "dl_domain_metadata",
            "dl_other_actions");

    private static final Set<String> JSON_TEXTS = Set.of(
            "partition_values", "tags", "deletion_vector", "extra", "format", "configuration", "commit_info", "body");

    private static final String OTHER = "00000000-0000-0000-0000-0000000000ff";

    /** One table whose rows come from commits, and one whose rows come from a checkpoint. */
    private static final String COMMITS = "every-member";

    private static final String CHECKPOINT = "dv-partitioned-with-checkpoint";

    @TempDir
    static Path directory;

    private static final ImportedCatalog CATALOG = new ImportedCatalog();
    private static boolean ready;

    /** Arguments are asked for before anything else runs. */
    private static synchronized void importTables() throws IOException {
        if (ready) {
            return;
        }
        ready = true;
        CATALOG.importTable(EveryMemberTable.write(directory.resolve(COMMITS)), ImportMode.FULL_HISTORY);
        CATALOG.importGolden(CHECKPOINT, ImportMode.FAST, directory);
        CATALOG.execute("""
                INSERT INTO dl_tables (table_id, name, location, log_location, protocol_min_reader, protocol_min_writer)
                VALUES ('%s', 'other', '/nowhere', '/nowhere/_delta_log', 1, 2)""".formatted(OTHER));
    }

    @AfterAll
    static void closeCatalog() {
        CATALOG.close();
    }

    static Stream<Arguments> columns() throws IOException {
        importTables();
        return Stream.of(COMMITS, CHECKPOINT).flatMap(MutationTest::columnsOf);
    }

    private static Stream<Arguments> columnsOf(String alias) {
        return CATALOG.query("""
                        SELECT table_name || '.' || column_name || '.' || data_type FROM information_schema.columns
                        WHERE table_schema = 'lakeshift' AND table_name IN ('%s')
                        ORDER BY table_name, ordinal_position""".formatted(String.join("', '", TABLES))).stream()
                .map(Objects::requireNonNull)
                .filter(column -> !BOOKKEEPING.contains(column.substring(0, column.lastIndexOf('.'))))
                .map(column -> column.split("\\.", 3))
                .filter(parts -> alias.equals(COMMITS) || hasBaselineState(parts[0], parts[1]))
                .map(parts -> Arguments.of(alias, parts[0], parts[1], parts[2]));
    }

    /** The order of a checkpoint's rows has no meaning. */
    private static boolean hasBaselineState(String table, String column) {
        return !column.equals("position")
                && !CATALOG.query(row(CHECKPOINT, table, column)).isEmpty();
    }

    /** Selects the physical place of one row, preferably one that has a value in the column. */
    private static String row(String alias, String table, String column) {
        String id = "(SELECT table_id FROM dl_tables WHERE name = '" + alias + "')";
        String baseline = alias.equals(CHECKPOINT) && !table.equals("dl_tables") && !table.equals("dl_table_heads")
                ? " AND version = (SELECT baseline_version FROM dl_tables WHERE name = '" + alias + "')"
                : "";
        return "SELECT ctid FROM " + table + " WHERE table_id = " + id + baseline + " ORDER BY " + column
                + " IS NULL, ctid LIMIT 1";
    }

    private static String change(String table, String column, String type) {
        if (column.equals("origin")) {
            return "CASE origin WHEN 'commit' THEN 'checkpoint' ELSE 'commit' END";
        }
        if (column.equals("stats")) {
            return "coalesce(stats, '{\"numRecords\":1}') || CASE WHEN stats IS NULL THEN '' ELSE ' ' END";
        }
        return switch (type) {
            case "uuid" -> "'" + OTHER + "'";
            case "bigint", "integer" -> "coalesce(" + column + ", 0) + 100";
            case "boolean" -> "NOT coalesce(" + column + ", false)";
            case "timestamp with time zone" -> column + " + interval '1 second'";
            case "jsonb" -> "coalesce(" + column + ", '{}') || '{\"zz\":\"1\"}'";
            case "ARRAY" -> "array_append(coalesce(" + column + ", '{}'), 'zz')";
            case "bytea" -> "coalesce(" + column + ", '') || '\\x00'";
            default ->
                JSON_TEXTS.contains(column) && !table.equals("dl_domain_metadata")
                        ? "'{\"zz\":\"1\"' || CASE WHEN length(" + column + ") > 2 THEN ',' || substr(" + column
                                + ", 2) ELSE '}' END"
                        : "coalesce(" + column + ", '') || 'x'";
        };
    }

    private static DiffReport diffWith(String alias, String table, String column, String value) {
        CATALOG.execute("DROP TABLE IF EXISTS saved", "CREATE TABLE saved AS SELECT * FROM " + table);
        CATALOG.execute(
                "SET session_replication_role = replica",
                "UPDATE %s SET %s = %s WHERE ctid = (%s)".formatted(table, column, value, row(alias, table, column)));
        try {
            assertThat(CATALOG.query("SELECT * FROM saved EXCEPT SELECT * FROM " + table))
                    .as("one row is changed")
                    .hasSize(1);
            return CATALOG.diff(alias);
        } finally {
            CATALOG.execute(
                    "SET session_replication_role = replica",
                    "DELETE FROM " + table,
                    "INSERT INTO " + table + " SELECT * FROM saved");
        }
    }

    @Test
    void findsNothingToBeginWith() throws IOException {
        // Given
        importTables();

        // When
        List<DiffReport> reports = List.of(CATALOG.diff(COMMITS), CATALOG.diff(CHECKPOINT));

        // Then
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.findings()).isEmpty();
            assertThat(report.files().samples()).isEmpty();
            assertThat(report.status()).isEqualTo(DiffStatus.OK);
        });
    }

    @Test
    void listsNoColumnAsBookkeepingThatIsNotThere() throws IOException {
        // Given
        importTables();

        // When
        List<String> columns = CATALOG
                .query("SELECT table_name || '.' || column_name FROM information_schema.columns"
                        + " WHERE table_schema = 'lakeshift'")
                .stream()
                .map(Objects::requireNonNull)
                .toList();

        // Then
        assertThat(columns).containsAll(BOOKKEEPING);
    }

    @ParameterizedTest(name = "{0}: {1}.{2}")
    @MethodSource("columns")
    void seesAnotherValueInOneRow(String alias, String table, String column, String type) {
        // When
        DiffReport report = diffWith(alias, table, column, change(table, column, type));

        // Then
        assertThat(report.status()).as("%s %s.%s", alias, table, column).isEqualTo(DiffStatus.DRIFT);
        assertThat(report.status().exitCode()).isEqualTo(2);
        assertThat(report.verdict()).isEqualTo("FAILED");
        assertThat(CATALOG.diff(alias).status()).as("restored").isEqualTo(DiffStatus.OK);
    }

    static Stream<Arguments> valuesThatMayBeNull() throws IOException {
        return columns().filter(arguments -> {
            Object[] names = arguments.get();
            String filled = "SELECT 1 FROM %s WHERE ctid = (%s) AND %s IS NOT NULL"
                    .formatted(names[1], row((String) names[0], (String) names[1], (String) names[2]), names[2]);
            return !CATALOG.query(filled).isEmpty()
                    && !CATALOG.query("""
                            SELECT 1 FROM information_schema.columns WHERE table_schema = 'lakeshift'
                            AND is_nullable = 'YES' AND table_name = '%s' AND column_name = '%s'""".formatted(names[1], names[2])).isEmpty();
        });
    }

    @ParameterizedTest(name = "{0}: {1}.{2}")
    @MethodSource("valuesThatMayBeNull")
    void seesAValueThatIsGone(String alias, String table, String column, String type) {
        // When
        DiffReport report = diffWith(alias, table, column, "NULL");

        // Then
        assertThat(report.status())
                .as("%s %s.%s %s", alias, table, column, type)
                .isEqualTo(DiffStatus.DRIFT);
        assertThat(CATALOG.diff(alias).status()).as("restored").isEqualTo(DiffStatus.OK);
    }

    @Test
    void takesATableWithoutItsLogOrHeadForAFailureAndNotForParity() throws IOException {
        // Given
        importTables();
        String mine = " WHERE table_id = (SELECT table_id FROM dl_tables WHERE name = '" + COMMITS + "')";

        // When / Then
        CATALOG.execute("UPDATE dl_tables SET log_location = '/nowhere' || log_location" + mine);
        assertThatThrownBy(() -> CATALOG.diff(COMMITS))
                .isInstanceOfSatisfying(
                        CatalogException.class, e -> assertThat(e.error()).isEqualTo(CatalogError.NO_LOG_FILES));
        CATALOG.execute("UPDATE dl_tables SET log_location = substr(log_location, 9)" + mine);
        CATALOG.execute("UPDATE dl_table_heads SET table_id = '" + OTHER + "'" + mine);
        assertThatThrownBy(() -> CATALOG.diff(COMMITS))
                .isInstanceOfSatisfying(
                        CatalogException.class, e -> assertThat(e.error()).isEqualTo(CatalogError.TABLE_UNKNOWN));
        CATALOG.execute("UPDATE dl_table_heads SET table_id = (SELECT table_id FROM dl_tables WHERE name = '" + COMMITS
                + "') WHERE table_id = '" + OTHER + "'");
    }
}
