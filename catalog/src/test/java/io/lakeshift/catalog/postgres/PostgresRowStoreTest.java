package io.lakeshift.catalog.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.catalog.store.RowStore.StaleRemoval;
import io.lakeshift.catalog.testing.TestingCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PostgresRowStoreTest {
    private final TestingCatalog catalog = new TestingCatalog();

    @AfterEach
    void dropDatabase() {
        catalog.close();
    }

    /** A plan that takes the table for empty needs minutes. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void findsAWrongLifeInATableThatPostgresHasNoStatisticsAbout() {
        // Given
        UUID fresh = UUID.randomUUID();
        addFiles(UUID.randomUUID(), 20_000);
        catalog.database().execute("ANALYZE lakeshift.dl_add_files");
        addFiles(fresh, 20_000);
        catalog.database()
                .execute(
                        "UPDATE lakeshift.dl_add_files SET removed_version = 9 WHERE table_id = '%s' AND path = 'file-77'"
                                .formatted(fresh));

        // When
        List<StaleRemoval> wrong = new ArrayList<>();
        try (RowCursor<StaleRemoval> found = catalog.store().rows().staleRemovals(fresh, 0, Long.MAX_VALUE)) {
            found.forEachRemaining(wrong::add);
        }

        // Then
        assertThat(wrong).singleElement().satisfies(stale -> {
            assertThat(stale.row().path()).isEqualTo("file-77");
            assertThat(stale.expected()).isEmpty();
        });
    }

    private void addFiles(UUID tableId, int files) {
        catalog.database().execute("""
                INSERT INTO lakeshift.dl_add_files (table_id, version, position, path)
                SELECT '%s', n / 10, n %% 10, 'file-' || n FROM generate_series(0, %d) n""".formatted(tableId, files - 1));
    }
}
