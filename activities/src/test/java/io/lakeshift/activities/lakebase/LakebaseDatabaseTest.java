package io.lakeshift.activities.lakebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.activities.databricks.WorkspaceException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan's own queries may do: read. */
class LakebaseDatabaseTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final TestingLakebase lakebase = new TestingLakebase();
    private final LakebaseDatabase database = lakebase.open();

    @AfterEach
    void stop() {
        database.close();
        lakebase.close();
    }

    @Test
    void theFirstOfManyRowsIsKept() {
        assertThat(database.firstOfForeign("ask", "SELECT n, NULL FROM generate_series(1, 100000) AS n", LIMIT))
                .contains(List.of(Optional.of("1"), Optional.empty()));
        assertThat(database.firstOfForeign("ask", "SELECT 1 WHERE false", LIMIT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM shop.\"Order-Items\"",
                "COMMIT; DELETE FROM shop.\"Order-Items\"",
                "SELECT 1; ROLLBACK; BEGIN; DELETE FROM shop.\"Order-Items\"; COMMIT",
            })
    void whateverStatementsItIsNothingChanges(String sql) {
        // When
        assertThatThrownBy(() -> database.firstOfForeign("ask", sql, LIMIT))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("cannot execute DELETE in a read-only transaction");

        // Then
        assertThat(lakebase.value("SELECT count(*) FROM shop.\"Order-Items\"")).isEqualTo("100");
    }

    @Test
    void itsOwnWorkMayWriteAgainAfterThat() {
        // Given
        database.firstOfForeign("ask", "SELECT 1", LIMIT);

        // When
        database.execute("write", "DELETE FROM shop.\"Order-Items\" WHERE id = 1");

        // Then
        assertThat(lakebase.value("SELECT count(*) FROM shop.\"Order-Items\"")).isEqualTo("99");
    }
}
