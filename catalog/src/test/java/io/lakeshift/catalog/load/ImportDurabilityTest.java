package io.lakeshift.catalog.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.testing.Rows;
import io.lakeshift.catalog.testing.TestLog;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stopping, resuming, running twice, and not running at all. */
class ImportDurabilityTest {
    private TestingPostgres database;
    private PostgresCatalogStore store;

    @TempDir
    Path directory;

    @BeforeEach
    void openCatalog() {
        database = TestingPostgres.createCatalog();
        store = PostgresCatalogStore.open(DatabaseUrl.parse(database.url()));
    }

    @AfterEach
    void closeCatalog() {
        store.close();
        database.close();
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Throwable importUntil(TestLog log, int batchSize, int batches) {
        List<ImportProgress> seen = new ArrayList<>();
        return catchThrowable(() -> new TableImporter(store)
                .importTable(ImportRequest.of(log.root().toString()).withBatchSize(batchSize), progress -> {
                    seen.add(progress);
                    if (seen.size() == batches) {
                        throw new Stop();
                    }
                }));
    }

    private List<String> contents() {
        return Rows.of(
                database,
                "SELECT version, position, path, removed_version FROM dl_add_files ORDER BY version, position");
    }

    @Test
    void goesOnAfterTheLastDurableBatchAlsoWithAnotherBatchSize() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t"))
                .addFiles(20, 5)
                .commit(TestLog.remove("f1-0"), TestLog.remove("f19-4"));
        Throwable stopped = importUntil(log, 10, 3);
        List<String> afterStop = Rows.of(database, "SELECT current_version FROM dl_table_heads");
        String startedAt =
                Rows.of(database, "SELECT started_at FROM migration_status").get(0);
        List<Long> versions = new ArrayList<>();

        // When
        ImportResult result = new TableImporter(store)
                .importTable(
                        ImportRequest.of(log.root().toString()).withBatchSize(25),
                        progress -> versions.add(progress.version()));

        // Then
        assertThat(stopped).isInstanceOf(Stop.class);
        assertThat(afterStop).containsExactly("6");
        assertThat(versions).containsExactly(11L, 16L, 21L);
        assertThat(result.filesProcessed()).isEqualTo(72);
        assertThat(result.activeFiles()).isEqualTo(98);
        assertThat(Rows.of(database, "SELECT status, files_processed, version FROM migration_status"))
                .containsExactly("completed|102|21");
        assertThat(Rows.of(database, "SELECT started_at FROM migration_status")).containsExactly(startedAt);
        assertThat(Rows.of(database, "SELECT status FROM dl_import_runs ORDER BY started_at"))
                .containsExactly("failed", "completed");
    }

    @Test
    void anInterruptedImportEndsLikeAnUninterruptedOne() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(30, 3);
        importUntil(log, 6, 2);
        importUntil(log, 3, 1);
        new TableImporter(store).importTable(ImportRequest.of(log.root().toString()), ImportListener.NONE);
        List<String> interrupted = contents();
        TestLog copy = TestLog.create(directory.resolve("copy")).addFiles(30, 3);
        database.execute("DELETE FROM lakeshift.dl_tables");

        // When
        new TableImporter(store).importTable(ImportRequest.of(copy.root().toString()), ImportListener.NONE);

        // Then
        assertThat(contents()).isEqualTo(interrupted).hasSize(90);
    }

    @Test
    void makesOneBatchOfAtMostTheAskedFilesAtATime() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(25, 100);
        List<Long> durable = new ArrayList<>();

        // When
        new TableImporter(store)
                .importTable(ImportRequest.of(log.root().toString()), progress -> durable.add(progress.version()));

        // Then
        assertThat(durable).containsExactly(10L, 20L, 25L);
    }

    @Test
    void aDryRunReadsEverythingAndLeavesTheDatabaseUntouched() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(4, 5).commit(TestLog.remove("f1-0"));
        ImportRequest request = ImportRequest.of(log.root().toString()).asDryRun();

        // When
        ImportResult result;
        List<String> schemas;
        try (TestingPostgres empty = TestingPostgres.createDatabase()) {
            result = TableImporter.dryRun(request, ImportListener.NONE);
            new TableImporter(store).importTable(request, ImportListener.NONE);
            schemas = Rows.of(empty, "SELECT nspname FROM pg_namespace WHERE nspname = 'lakeshift'");
        }

        // Then
        assertThat(result.version()).isEqualTo(5);
        assertThat(result.filesProcessed()).isEqualTo(21);
        assertThat(result.activeFiles()).isEqualTo(19);
        assertThat(result.tableId()).isEmpty();
        assertThat(schemas).isEmpty();
        assertThat(Rows.of(database, "SELECT count(*) FROM dl_import_runs")).containsExactly("0");
        assertThat(Rows.of(database, "SELECT count(*) FROM migration_status")).containsExactly("0");
    }

    @Test
    void aSecondImportOfATableIsRefusedWhileOneRuns() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(3, 2);
        ImportRequest request = ImportRequest.of(log.root().toString()).withBatchSize(2);
        List<CatalogException> refusals = new ArrayList<>();

        // When
        ImportResult result = new TableImporter(store).importTable(request, progress -> {
            try (PostgresCatalogStore other = PostgresCatalogStore.open(DatabaseUrl.parse(database.url()))) {
                refusals.add(catchThrowableOfType(
                        CatalogException.class,
                        () -> new TableImporter(other).importTable(request, ImportListener.NONE)));
            }
        });

        // Then
        assertThat(result.version()).isEqualTo(3);
        assertThat(refusals).hasSize(3).allSatisfy(refusal -> {
            assertThat(refusal.error()).isEqualTo(CatalogError.TABLE_BUSY);
            assertThat(refusal)
                    .hasMessage("Another import of " + log.root() + " is running. Wait for it, then run again.");
        });
        assertThat(Rows.of(database, "SELECT status, count(*) FROM dl_import_runs GROUP BY status ORDER BY status"))
                .containsExactly("completed|1", "failed|3");
        assertThat(Rows.of(database, "SELECT status, version FROM migration_status"))
                .containsExactly("completed|3");
    }

    @Test
    void importsWhatIsCommittedWhileItRuns() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(2, 2);
        List<Long> heads = new ArrayList<>();

        // When
        ImportResult result = new TableImporter(store)
                .importTable(ImportRequest.of(log.root().toString()), progress -> {
                    heads.add(progress.headVersion());
                    if (heads.size() == 1) {
                        log.addFiles(2, 1);
                    }
                });

        // Then
        assertThat(heads).containsExactly(2L, 4L);
        assertThat(result.version()).isEqualTo(4);
        assertThat(result.activeFiles()).isEqualTo(6);
    }

    @Test
    void forgetsATableWhoseLogDecidesAndNoOther() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(2, 2);
        TestLog other = TestLog.create(directory.resolve("other"), "other-id").addFiles(1, 1);
        new TableImporter(store).importTable(ImportRequest.of(log.root().toString()), ImportListener.NONE);
        new TableImporter(store).importTable(ImportRequest.of(other.root().toString()), ImportListener.NONE);
        TableState table = store.tables().find("t").orElseThrow();
        database.execute("UPDATE lakeshift.dl_tables SET authority = 'sql' WHERE name = 't'");

        // When
        CatalogException refusal = catchThrowableOfType(
                CatalogException.class, () -> store.imports().forget(table));
        database.execute("UPDATE lakeshift.dl_tables SET authority = 'files'");
        store.imports().forget(table);
        store.imports().forget(table);

        // Then
        assertThat(refusal)
                .hasMessage(
                        "Table t is not removed: the catalog decides its commits, and may hold some that are no file"
                                + " yet. Roll it back first (lakeshift rollback).");
        assertThat(store.tables().all()).extracting(TableState::alias).containsExactly("other");
        assertThat(Rows.of(database, "SELECT DISTINCT name FROM dl_add_files LEFT JOIN dl_tables USING (table_id)"))
                .containsExactly("other");
        assertThat(Rows.of(database, "SELECT count(*) FROM dl_import_runs")).containsExactly("2");
    }

    @Test
    void leavesATableAloneOnceTheCatalogDecides() {
        // Given
        TestLog log = TestLog.create(directory.resolve("t")).addFiles(2, 2);
        ImportRequest request = ImportRequest.of(log.root().toString());
        new TableImporter(store).importTable(request, ImportListener.NONE);
        database.execute("UPDATE lakeshift.dl_tables SET authority = 'sql'");

        // When
        ImportResult nothing = new TableImporter(store).importTable(request, ImportListener.NONE);
        log.addFiles(1, 1);
        CatalogException foreign = catchThrowableOfType(
                CatalogException.class, () -> new TableImporter(store).importTable(request, ImportListener.NONE));

        // Then
        assertThat(nothing.versionsImported()).isZero();
        assertThat(nothing.warnings())
                .containsExactly("The catalog decides the commits of t; there is nothing to import.");
        assertThat(foreign.error()).isEqualTo(CatalogError.FOREIGN_COMMIT);
    }
}
