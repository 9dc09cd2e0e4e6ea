package io.lakeshift.sandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Any engine, by the port alone. The schema {@code main.contract} is there; each test has a table of its own. */
public abstract class TableEngineContract {
    private static final String USER = "migrator@example.com";

    protected abstract TableEngine engine();

    private TableName table(String name, boolean changeDataFeed) {
        TableName table = new TableName("main", "contract", name);
        Map<String, String> properties = changeDataFeed ? Map.of(TableDescription.CHANGE_DATA_FEED, "true") : Map.of();
        engine().createTable(
                        new TableDefinition(
                                table,
                                List.of(new Column("id", "bigint", false), new Column("name", "string", true)),
                                properties),
                        USER);
        return table;
    }

    private void append(TableName table, @Nullable String... cells) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < cells.length; i += 2) {
            rows.add(new Row(Arrays.asList(cells[i], cells[i + 1])));
        }
        engine().append(table, rows.iterator(), USER);
    }

    private SqlResult sql(String text) {
        return engine().execute(new SqlRequest(text, Optional.empty(), Optional.empty(), Map.of(), USER));
    }

    private List<String> rows(TableName table, long version) throws Exception {
        List<String> rows = new ArrayList<>();
        engine().readRows(table, version, row -> rows.add(row.cells().toString()));
        return rows;
    }

    @Test
    void everyVersionIsReadAsItWas() throws Exception {
        // Given
        TableName table = table("versions", true);

        // When
        append(table, "1", "a", "2", null);
        sql("UPDATE main.contract.versions SET name = 'b' WHERE id = 1");
        sql("DELETE FROM main.contract.versions WHERE id = 2");

        // Then
        assertThat(engine().version(table)).isEqualTo(3);
        assertThat(rows(table, 0)).isEmpty();
        assertThat(rows(table, 1)).containsExactlyInAnyOrder("[1, a]", "[2, null]");
        assertThat(rows(table, 2)).containsExactlyInAnyOrder("[1, b]", "[2, null]");
        assertThat(rows(table, 3)).containsExactly("[1, b]");
        assertThat(engine().countRows(table, 1)).isEqualTo(2);
        assertThat(engine().history(table)).extracting(TableCommit::version).containsExactly(3L, 2L, 1L, 0L);
        assertThatThrownBy(() -> rows(table, 9)).isInstanceOf(EngineException.class);
    }

    @Test
    void theFeedHasRemovalsBeforeAdditionsAndOnlySinceItIsOn() throws Exception {
        // Given
        TableName table = table("feed", false);
        append(table, "1", "a");

        // When
        engine().setProperties(table, Map.of(TableDescription.CHANGE_DATA_FEED, "true"), USER);
        sql("UPDATE main.contract.feed SET name = 'b'");

        // Then
        List<String> changes = new ArrayList<>();
        engine().readChanges(
                        table,
                        3,
                        3,
                        it -> changes.add(
                                it.version() + " " + it.type() + " " + it.row().cells()));
        assertThat(changes).containsExactly("3 UPDATE_PREIMAGE [1, a]", "3 UPDATE_POSTIMAGE [1, b]");
        assertThatThrownBy(() -> engine().readChanges(table, 1, 3, it -> {}))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("DELTA_MISSING_CHANGE_DATA");
    }

    @Test
    void aTableIsDescribedUntilItIsDropped() {
        // Given
        TableName table = table("described", false);

        // Then
        assertThat(engine().describe(table).orElseThrow().columns())
                .containsExactly(new Column("id", "bigint", false), new Column("name", "string", true));
        assertThat(engine().tables("main", "contract")).contains(table);
        engine().dropTable(table);
        engine().dropTable(table);
        assertThat(engine().describe(table)).isEmpty();
        assertThatThrownBy(() -> engine().version(table)).hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    }

    @Test
    void aTextMayHoldWhatPostgresRefusesAndComesBackUnchanged() throws Exception {
        // Given
        TableName table = table("texts", false);

        // When
        append(table, "1", "a\0b\t\n\\'\"`ü");

        // Then
        assertThat(rows(table, 1)).containsExactly("[1, a\0b\t\n\\'\"`ü]");
    }

    @Test
    void whatASinkThrowsReachesItsCaller() {
        // Given
        TableName table = table("thrown", false);
        append(table, "1", "a");

        // Then
        assertThatThrownBy(() -> engine().readRows(table, 1, row -> {
                    throw new java.io.IOException("enough");
                }))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("enough");
    }

    @Test
    void aViewHasRowsButNoVersions() throws Exception {
        // Given
        TableName table = table("viewed", false);
        append(table, "1", "a", "2", "b");

        // When
        sql("CREATE VIEW main.contract.some_of_it AS SELECT id, name FROM main.contract.viewed WHERE id > 1");

        // Then
        TableName view = new TableName("main", "contract", "some_of_it");
        assertThat(engine().describe(view).orElseThrow().isView()).isTrue();
        assertThat(engine().version(view)).isZero();
        assertThat(rows(view, 0)).containsExactly("[2, b]");
        assertThat(table).isNotEqualTo(view);
    }
}
