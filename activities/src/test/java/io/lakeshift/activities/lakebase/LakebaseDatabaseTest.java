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
                "COMMIT",
                "COMMIT; DELETE FROM shop.\"Order-Items\"",
                "SELECT 1; ROLLBACK; BEGIN; DELETE FROM shop.\"Order-Items\"; COMMIT",
                "SET TRANSACTION READ WRITE; DELETE FROM shop.\"Order-Items\"; COMMIT; SELECT 1",
                "WITH gone AS (DELETE FROM shop.\"Order-Items\" RETURNING 1) SELECT * FROM gone",
                "SELECT set_config('transaction_read_only', 'off', true), shop.emptied()",
                "SELECT shop.emptied() FROM (SELECT set_config('default_transaction_read_only', 'off', false)) s",
                "DO $$ BEGIN COMMIT; DELETE FROM shop.\"Order-Items\"; END $$",
            })
    void whateverStatementsItIsNothingChanges(String sql) {
        // Given
        lakebase.execute("CREATE FUNCTION shop.emptied() RETURNS int LANGUAGE plpgsql AS $$ BEGIN"
                + " DELETE FROM shop.\"Order-Items\"; RETURN 1; END $$");

        // When
        assertThatThrownBy(() -> database.firstOfForeign("ask", sql, LIMIT)).isInstanceOf(WorkspaceException.class);

        // Then
        assertThat(lakebase.value("SELECT count(*) FROM shop.\"Order-Items\"")).isEqualTo("100");
        assertThat(database.texts("look", "SHOW default_transaction_read_only"))
                .containsExactly(List.of(Optional.of("off")));
    }

    @Test
    void whatItSetsForTheSessionIsTakenBack() {
        // When
        database.firstOfForeign("ask", "SELECT set_config('statement_timeout', '1', false)", LIMIT);

        // Then
        assertThat(database.texts("look", "SHOW statement_timeout")).containsExactly(List.of(Optional.of("0")));
    }

    @Test
    void severalStatementsAreRefusedByNumber() {
        assertThatThrownBy(() -> database.firstOfForeign("run test query 'x'", "SELECT 1; SELECT ';'", LIMIT))
                .hasMessage(
                        "Cannot run test query 'x': it is 2 statements, and has to be one query. Give each query of the"
                                + " plan an entry of its own.");
        assertThat(database.firstOfForeign("ask", "SELECT '{\"a\": 1}'::jsonb ? 'a' -- one; query", LIMIT))
                .contains(List.of(Optional.of("t")));
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
