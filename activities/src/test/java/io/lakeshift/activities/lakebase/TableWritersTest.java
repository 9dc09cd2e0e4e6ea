package io.lakeshift.activities.lakebase;

import static io.lakeshift.activities.lakebase.TestingLakebase.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.activities.lakebase.TableWriters.Right;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may write a synced table, and the statements after which nobody may. */
class TableWritersTest {
    private static final List<String> ROLES = List.of(
            "\"w.app@x.com\"", "writers_loader", "writers_all", "writers_reader", "databricks_writer_of_a_test");

    private final TestingLakebase lakebase = new TestingLakebase();

    @BeforeEach
    void roles() {
        ROLES.forEach(role -> lakebase.execute("CREATE ROLE " + role));
    }

    @AfterEach
    void close() {
        ROLES.forEach(role -> lakebase.execute("DROP OWNED BY " + role, "DROP ROLE " + role));
        lakebase.close();
    }

    private List<Right> rights() {
        try (LakebaseDatabase database = lakebase.open()) {
            return database.writers().of(TABLE);
        }
    }

    @Test
    void namesEveryRightWithTheStatementThatTakesItAway() {
        // Given
        lakebase.execute(
                "GRANT SELECT, UPDATE, INSERT ON shop.\"Order-Items\" TO \"w.app@x.com\"",
                "GRANT TRUNCATE ON shop.\"Order-Items\" TO PUBLIC",
                "GRANT UPDATE (price) ON shop.\"Order-Items\" TO writers_loader",
                "GRANT CREATE, USAGE ON SCHEMA shop TO writers_loader",
                "GRANT pg_write_all_data TO writers_all");

        // When
        List<Right> rights = rights();
        rights.forEach(right -> lakebase.execute(right.revoke()));

        // Then
        assertThat(rights)
                .extracting(Right::toString)
                .containsExactly(
                        "PUBLIC has TRUNCATE on table shop.Order-Items",
                        "w.app@x.com has INSERT, UPDATE on table shop.Order-Items",
                        "writers_loader has UPDATE on table shop.Order-Items",
                        "writers_loader has CREATE on schema shop",
                        "writers_all has pg_write_all_data on all tables");
        assertThat(rights)
                .extracting(Right::revoke)
                .contains(
                        "REVOKE TRUNCATE ON \"shop\".\"Order-Items\" FROM PUBLIC;",
                        "REVOKE INSERT, UPDATE ON \"shop\".\"Order-Items\" FROM \"w.app@x.com\";",
                        "REVOKE CREATE ON SCHEMA \"shop\" FROM \"writers_loader\";",
                        "REVOKE pg_write_all_data FROM \"writers_all\";");
        assertThat(rights()).isEmpty();
        assertThat(lakebase.value("SELECT has_any_column_privilege('writers_loader', 'shop.\"Order-Items\"', 'UPDATE')"
                        + " OR has_table_privilege('writers_all', 'shop.\"Order-Items\"', 'INSERT')"))
                .isEqualTo("f");
    }

    @Test
    void readersThePipelineAndTheOwnerAreNotNamed() {
        // When
        lakebase.execute(
                "GRANT SELECT ON shop.\"Order-Items\" TO writers_reader",
                "GRANT USAGE ON SCHEMA shop TO writers_reader",
                "GRANT ALL ON shop.\"Order-Items\" TO databricks_writer_of_a_test",
                "ALTER TABLE shop.\"Order-Items\" OWNER TO writers_loader",
                "GRANT INSERT ON shop.\"Order-Items\" TO writers_loader");

        // Then
        assertThat(rights()).isEmpty();
    }

    @Test
    void whereThereIsNoTableYetItsSchemaIsLookedAt() {
        // When
        lakebase.execute("DROP TABLE shop.\"Order-Items\"", "GRANT CREATE ON SCHEMA shop TO \"w.app@x.com\"");

        // Then
        assertThat(rights()).extracting(Right::toString).containsExactly("w.app@x.com has CREATE on schema shop");
    }
}
