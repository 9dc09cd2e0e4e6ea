package io.lakeshift.activities.lakebase;

import static io.lakeshift.activities.lakebase.TestingLakebase.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.workflows.databricks.Index;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Indexes that are wanted, in a PostgreSQL where somebody else may have been at work. */
class TableIndexesTest {
    private static final Index BY_USER = new Index("idx_items_user", List.of("User"));
    private static final Index BY_BOTH = new Index("idx_items_both", List.of("User", "price"));
    private static final String INDEXED_TABLE = "SELECT indrelid::regclass FROM pg_index WHERE indexrelid = '";

    private final TestingLakebase lakebase = new TestingLakebase();

    @AfterEach
    void close() {
        lakebase.close();
    }

    private List<String> bring(Index... wanted) {
        try (LakebaseDatabase database = lakebase.open()) {
            return database.indexes().bring(TABLE, List.of(wanted));
        }
    }

    private List<Index> missing(Index... wanted) {
        try (LakebaseDatabase database = lakebase.open()) {
            return database.indexes().missing(TABLE, List.of(wanted));
        }
    }

    @Test
    void createsWhatIsMissingAndNothingTheSecondTime() {
        // When
        List<String> first = bring(BY_USER, BY_BOTH);
        List<String> second = bring(BY_USER, BY_BOTH);

        // Then
        assertThat(first).containsExactly("idx_items_user", "idx_items_both");
        assertThat(second).isEmpty();
        assertThat(lakebase.value("SELECT pg_get_indexdef('shop.idx_items_both'::regclass)"))
                .isEqualTo("CREATE INDEX idx_items_both ON shop.\"Order-Items\" USING btree (\"User\", price)");
    }

    @Test
    void aNameThatTheOldTableKeptAfterASwapSaysNothing() {
        // Given
        bring(BY_USER);
        lakebase.swapKeepingTheOldTable();
        assertThat(lakebase.value(INDEXED_TABLE + "shop.idx_items_user'::regclass"))
                .isEqualTo("shop.old_items");

        // When
        List<Index> missing = missing(BY_USER);
        List<String> created = bring(BY_USER);

        // Then
        assertThat(missing).containsExactly(BY_USER);
        assertThat(created).containsExactly("idx_items_user_2");
        assertThat(lakebase.value(INDEXED_TABLE + "shop.idx_items_user_2'::regclass"))
                .isEqualTo("shop.\"Order-Items\"");
        assertThat(missing(BY_USER)).isEmpty();
    }

    @Test
    void theSameColumnsInAnotherOrderAreAnotherIndex() {
        // Given
        lakebase.execute("CREATE INDEX idx_items_both ON shop.\"Order-Items\" (price, \"User\")");

        // When
        List<String> created = bring(BY_BOTH);

        // Then
        assertThat(created).containsExactly("idx_items_both_2");
    }

    @Test
    void aPartialIndexIsNotTheOneThatWasAskedForAndStays() {
        // Given
        lakebase.execute("CREATE INDEX partly ON shop.\"Order-Items\" (\"User\") WHERE price > 5");

        // When
        List<String> created = bring(BY_USER);

        // Then
        assertThat(created).containsExactly("idx_items_user");
        assertThat(lakebase.value("SELECT to_regclass('shop.partly') IS NOT NULL"))
                .isEqualTo("t");
    }

    @Test
    void anIndexOfAnotherNameWithTheSameColumnsWillDo() {
        // Given
        lakebase.execute("CREATE INDEX somebody_elses ON shop.\"Order-Items\" (\"User\")");

        // When, Then
        assertThat(bring(BY_USER)).isEmpty();
    }

    @Test
    void whatAFailedConcurrentBuildHasLeftIsDroppedFirst() {
        // Given
        lakebase.execute("UPDATE shop.\"Order-Items\" SET \"User\" = 'u1'");
        assertThatThrownBy(() -> lakebase.execute(
                        "CREATE UNIQUE INDEX CONCURRENTLY idx_items_user ON shop.\"Order-Items\" (\"User\")"))
                .hasMessageContaining("could not create unique index");
        assertThat(lakebase.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'shop.idx_items_user'::regclass"))
                .isEqualTo("f");

        // When
        List<Index> missing = missing(BY_USER);
        List<String> created = bring(BY_USER);

        // Then
        assertThat(missing).containsExactly(BY_USER);
        assertThat(created).containsExactly("idx_items_user");
        assertThat(
                        lakebase.value(
                                "SELECT string_agg(indisvalid::text, ',') FROM pg_index WHERE indrelid = 'shop.\"Order-Items\"'::regclass AND NOT indisprimary"))
                .isEqualTo("true");
    }

    @Test
    void isBuiltWhileOthersWriteSoNeverInATransaction() {
        // When, Then
        try (LakebaseDatabase database = lakebase.open()) {
            database.execute("begin", "BEGIN");
            assertThatThrownBy(() -> database.indexes().bring(TABLE, List.of(BY_BOTH)))
                    .isInstanceOf(WorkspaceException.class)
                    .hasMessage("Cannot create index idx_items_both in PostgreSQL: ERROR: CREATE INDEX CONCURRENTLY"
                            + " cannot run inside a transaction block.");
        }
    }

    @Test
    void longNamesStayTwo() {
        // Given
        String stem = "idx_" + "x".repeat(70);

        // When
        List<String> created = bring(new Index(stem + "_a", List.of("User")), new Index(stem + "_b", List.of("price")));

        // Then
        assertThat(created)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(63));
        assertThat(bring(new Index(stem + "_a", List.of("User")))).isEmpty();
    }

    @Test
    void whoMayNotIsToldWhoMay() {
        // Given
        lakebase.execute(
                "DROP ROLE IF EXISTS \"a.b@x.com\"",
                "CREATE ROLE \"a.b@x.com\" LOGIN PASSWORD 'p'",
                "GRANT USAGE ON SCHEMA shop TO \"a.b@x.com\"");

        // When, Then
        try (LakebaseDatabase database = lakebase.open("a.b@x.com", "p")) {
            assertThatThrownBy(() -> database.indexes().bring(TABLE, List.of(BY_USER)))
                    .isInstanceOf(WorkspaceException.class)
                    .hasMessage("Cannot create index idx_items_user in PostgreSQL: ERROR: must be owner of table"
                            + " Order-Items. The owner of the table, or a member of databricks_superuser, can do it.");
        } finally {
            lakebase.execute("DROP OWNED BY \"a.b@x.com\"", "DROP ROLE \"a.b@x.com\"");
        }
    }
}
