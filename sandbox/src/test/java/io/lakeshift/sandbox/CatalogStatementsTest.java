package io.lakeshift.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Statements about Unity Catalog itself. */
class CatalogStatementsTest {
    @Test
    void patternsChooseWhatIsShown() throws Exception {
        // Given
        Calls.rows("CREATE SCHEMA main.shown COMMENT 'to be looked at'");
        Calls.rows("CREATE TABLE main.shown.orders (id BIGINT)");
        Calls.rows("CREATE TABLE main.shown.order_items (id BIGINT)");
        Calls.rows("CREATE TABLE main.shown.users (id BIGINT)");

        // Then
        assertThat(Calls.rows("SHOW TABLES IN main.SHOWN LIKE 'ORDER*'"))
                .isEqualTo("[[\"SHOWN\",\"order_items\",\"false\"],[\"SHOWN\",\"orders\",\"false\"]]");
        assertThat(Calls.rows("SHOW TABLES IN main.shown 'users|orders'"))
                .isEqualTo("[[\"shown\",\"orders\",\"false\"],[\"shown\",\"users\",\"false\"]]");
        assertThat(Calls.rows("SHOW SCHEMAS IN main LIKE 'sh.wn'")).isEqualTo("[]");
        assertThat(Calls.rows("SHOW SCHEMAS IN main LIKE 'sho*'")).isEqualTo("[[\"shown\"]]");
        assertThat(Calls.rows("SHOW CATALOGS LIKE 'sys*'")).isEqualTo("[[\"system\"]]");
        assertThat(Calls.rows("SHOW TABLES IN main.shown LIKE users")).startsWith("[PARSE_SYNTAX_ERROR]");
        assertThat(Calls.rows("SHOW TABLES IN main.nowhere")).startsWith("[SCHEMA_DOES_NOT_EXIST]");
    }

    @Test
    void aSchemaIsDroppedWhenEmptyOrWithAllThatIsInIt() throws Exception {
        // Given
        Calls.rows("CREATE SCHEMA main.dropped");
        Calls.rows("CREATE TABLE main.dropped.t (id BIGINT NOT NULL PRIMARY KEY)");

        // Then
        assertThat(Calls.rows("DROP SCHEMA main.dropped")).contains("is not empty");
        assertThat(Calls.rows("DROP SCHEMA main.dropped CASCADE")).isEqualTo("[]");
        assertThat(Calls.rows("DROP SCHEMA IF EXISTS main.dropped")).isEqualTo("[]");
        assertThat(Calls.rows("DROP SCHEMA main.dropped")).startsWith("[SCHEMA_DOES_NOT_EXIST]");
        assertThat(Calls.get("/api/2.1/unity-catalog/schemas/main.dropped").status())
                .isEqualTo(404);
        assertThat(Calls.rows("CREATE TABLE main.dropped.t (id BIGINT)")).startsWith("[SCHEMA_DOES_NOT_EXIST]");
    }

    @Test
    void aTableThatIsMadeAgainHasNoneOfTheOldOnesKeysAndGrants() throws Exception {
        // Given
        Calls.rows("CREATE SCHEMA main.again");
        Calls.rows("CREATE TABLE main.again.t (id BIGINT NOT NULL PRIMARY KEY)");
        Calls.rows("GRANT SELECT ON TABLE main.again.t TO `worker@example.com`");

        // When
        Calls.rows("DROP TABLE main.again.t");
        Calls.rows("CREATE TABLE main.again.t (id BIGINT)");

        // Then
        assertThat(Calls.get("/api/2.1/unity-catalog/tables/main.again.t")
                        .body()
                        .has("table_constraints"))
                .isFalse();
        assertThat(Calls.rows("SHOW GRANTS ON TABLE main.again.t"))
                .isEqualTo("[[\"migrator@example.com\",\"OWNER\",\"TABLE\",\"main.again.t\"]]");
        assertThat(Calls.rows("DROP TABLE main.again.nobody")).startsWith("[TABLE_OR_VIEW_NOT_FOUND]");
        assertThat(Calls.rows("DROP TABLE IF EXISTS main.again.nobody")).isEqualTo("[]");
    }

    @Test
    void whatRestRefusesSqlRefusesToo() throws Exception {
        // Given
        Calls.rows("CREATE SCHEMA main.guarded");
        Calls.rows("CREATE TABLE main.guarded.t (id BIGINT)");
        String lacks = "[PERMISSION_DENIED] User 'worker@example.com' does not have ";

        // Then
        assertThat(asWorker("CREATE CATALOG theirs")).startsWith(lacks + "CREATE CATALOG on Metastore");
        assertThat(asWorker("DROP SCHEMA main.guarded CASCADE")).startsWith(lacks + "OWNER on Schema 'main.guarded'.");
        assertThat(asWorker("GRANT SELECT ON TABLE main.guarded.t TO `worker@example.com`"))
                .contains(" does not have ");
        assertThat(asWorker("CREATE TABLE main.guarded.mine (id BIGINT)")).contains("User does not have ");
        assertThat(asWorker("DROP TABLE main.guarded.t")).contains("User does not have ");
        assertThat(asWorker("COMMENT ON TABLE main.guarded.t IS 'mine'")).contains("User does not have ");
        assertThat(Calls.rows("GRANT SELECT ON TABLE main.guarded.t TO `nobody@example.com`"))
                .startsWith("[PRINCIPAL_DOES_NOT_EXIST]");
        assertThat(Calls.rows("GRANT SELECT ON TABLE main.guarded.nothing TO `worker@example.com`"))
                .contains("main.guarded.nothing");
    }

    @Test
    void whoMakesATableOwnsIt() throws Exception {
        // Given
        Calls.rows("CREATE CATALOG lent");
        Calls.rows("CREATE SCHEMA lent.shared");
        Calls.rows("GRANT USE CATALOG ON CATALOG lent TO `worker@example.com`");
        Calls.rows("GRANT USE SCHEMA, CREATE TABLE ON SCHEMA lent.shared TO `worker@example.com`");

        // Then
        assertThat(asWorker("CREATE TABLE lent.shared.mine AS SELECT 1 AS id")).isEqualTo("[]");
        assertThat(asWorker("SELECT id FROM lent.shared.mine")).isEqualTo("[[\"1\"]]");
        assertThat(asWorker("COMMENT ON TABLE lent.shared.mine IS 'kept by hand'"))
                .isEqualTo("[]");
        assertThat(Calls.get("/api/2.1/unity-catalog/tables/lent.shared.mine")
                        .body()
                        .path("comment")
                        .asText())
                .isEqualTo("kept by hand");
    }

    @Test
    void theInformationSchemaIsQueriedLikeAnyTable() throws Exception {
        // Given
        Calls.rows("CREATE SCHEMA main.informed");
        Calls.rows("CREATE TABLE main.informed.orders (id BIGINT NOT NULL, day DATE NOT NULL, note VARCHAR(10),"
                + " CONSTRAINT orders_key PRIMARY KEY (id, day))");

        // Then
        assertThat(Calls.rows("SELECT table_name, table_type FROM main.information_schema.tables"
                        + " WHERE table_schema = 'informed'"))
                .isEqualTo("[[\"orders\",\"MANAGED\"]]");
        assertThat(Calls.rows("SELECT c.column_name, c.data_type, c.is_nullable, k.ordinal_position"
                        + " FROM main.information_schema.columns c LEFT JOIN main.information_schema.key_column_usage k"
                        + " ON k.table_schema = c.table_schema AND k.column_name = c.column_name"
                        + " WHERE c.table_schema = 'informed' ORDER BY c.ordinal_position"))
                .isEqualTo("[[\"id\",\"BIGINT\",\"NO\",\"1\"],[\"day\",\"DATE\",\"NO\",\"2\"],"
                        + "[\"note\",\"VARCHAR\",\"YES\",null]]");
        assertThat(Calls.rows("SELECT constraint_name FROM system.INFORMATION_SCHEMA.table_constraints"
                        + " WHERE table_schema = 'informed'"))
                .isEqualTo("[[\"orders_key\"]]");
        assertThat(Calls.rows("SELECT count(*) FROM main.information_schema.schemata WHERE schema_name = 'informed'"))
                .isEqualTo("[[\"1\"]]");
        assertThat(Calls.rows("SELECT * FROM main.information_schema.views")).startsWith("[TABLE_OR_VIEW_NOT_FOUND]");
        assertThat(Calls.rows("SELECT * FROM nowhere.information_schema.tables"))
                .contains("nowhere");
    }

    private static String asWorker(String statement) throws Exception {
        return Calls.rowsAs("sandbox-worker", statement);
    }
}
