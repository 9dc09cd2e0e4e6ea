package io.lakeshift.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import com.databricks.sdk.service.sql.StatementParameterListItem;
import com.databricks.sdk.service.sql.StatementResponse;
import com.databricks.sdk.service.sql.StatementState;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlTest {
    private static final WorkspaceClient CLIENT = RunningSandbox.client();
    private static final String WAREHOUSE = "5a4db0c5a4db0c01";

    @BeforeAll
    static void createTables() throws Exception {
        assertThat(Calls.rows("CREATE SCHEMA IF NOT EXISTS main.sql")).isEqualTo("[]");
        assertThat(Calls.rows(
                        "CREATE TABLE main.sql.`Order Items` (`select` BIGINT NOT NULL, Name STRING, at TIMESTAMP)"
                                + " USING DELTA TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')"))
                .isEqualTo("[]");
        assertThat(Calls.rows("INSERT INTO main.sql.`order items` VALUES (1, 'a', TIMESTAMP '2026-01-01 00:00:00'),"
                        + " (2, \"b\", NULL), (3, 'it\\'s', NULL)"))
                .isEqualTo("[[\"3\"]]");
        assertThat(Calls.rows("UPDATE main.sql.`order items` SET name = upper(name) WHERE `select` = 1"))
                .isEqualTo("[[\"1\"]]");
    }

    @Test
    void rowsAreReadUnderSparksNamesAndWithItsFunctions() throws Exception {
        assertThat(Calls.rows("SELECT o.`select`, Name, nvl(cast(at AS STRING), 'none') AS WhenIt"
                        + " FROM main.sql.`order items` o ORDER BY WhenIt, 1"))
                .isEqualTo(
                        "[[\"1\",\"A\",\"2026-01-01 00:00:00+00\"],[\"2\",\"b\",\"none\"],[\"3\",\"it's\",\"none\"]]");
        assertThat(Calls.rows("WITH d AS (SELECT name, count(*) AS n FROM main.sql.`order items` GROUP BY name"
                        + " HAVING count(*) > 1) SELECT count(*) FROM d"))
                .isEqualTo("[[\"0\"]]");
        assertThat(Calls.rows("SELECT count_if(instr(note, char(0)) > 0) FROM main.odd.null_bytes"))
                .isEqualTo("[[\"1\"]]");
    }

    @Test
    void checksumsAndMergesAreTranslated() throws Exception {
        // Given
        Calls.rows("CREATE TABLE main.sql.merged (id BIGINT, name STRING)");
        Calls.rows("INSERT INTO main.sql.merged VALUES (1, 'a'), (2, 'b')");

        // When
        String merged = Calls.rows("MERGE INTO main.sql.merged AS t USING (SELECT 2 AS id, 'B' AS name UNION ALL"
                + " SELECT 3, 'c') AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name"
                + " WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name)");

        // Then
        assertThat(merged).isEqualTo("[[\"2\"]]");
        assertThat(Calls.rows("SELECT id, name FROM main.sql.merged ORDER BY id"))
                .isEqualTo("[[\"1\",\"a\"],[\"2\",\"B\"],[\"3\",\"c\"]]");
        assertThat(Calls.rows("SELECT SUM(CAST(CONV(SUBSTRING(MD5(CONCAT(CAST(`id` AS STRING), ':', `name`)), 1, 8),"
                        + " 16, 10) AS BIGINT)) FROM `main`.`sql`.`merged` VERSION AS OF 1 WHERE NOT (`id` IS NULL)"))
                .isEqualTo("[[\"3964845771\"]]");
        assertThat(Calls.rows("SELECT extract(YEAR FROM at) FROM main.sql.`order items` WHERE `select` = 1"))
                .isEqualTo("[[\"2026\"]]");
    }

    @Test
    void aTableCanBeReadAsItWasAndItsChangesOneByOne() throws Exception {
        assertThat(Calls.rows("SELECT name FROM main.sql.`order items` VERSION AS OF 1 WHERE `select` = 1"))
                .isEqualTo("[[\"a\"]]");
        assertThat(Calls.rows("SELECT name, _change_type, _commit_version FROM"
                        + " table_changes('main.sql.`order items`', 2) ORDER BY _change_type"))
                .isEqualTo("[[\"A\",\"update_postimage\",\"2\"],[\"a\",\"update_preimage\",\"2\"]]");
        assertThat(Calls.rows("SELECT 1 FROM main.sql.`order items` VERSION AS OF 77"))
                .isEqualTo("[VERSION_NOT_FOUND] Cannot time travel Delta table main.sql.order items to version 77."
                        + " Available versions: [0, 2]. SQLSTATE: 22003");
    }

    @Test
    void historyDetailAndPropertiesAreTrue() throws Exception {
        // When
        JsonNode history =
                Calls.sql("DESCRIBE HISTORY main.sql.`order items` LIMIT 2").body();
        Calls.rows("ALTER TABLE main.odd.variants SET TBLPROPERTIES (delta.enableChangeDataFeed = true)");

        // Then
        assertThat(history.path("result").path("data_array").path(0).path(3).asText())
                .isEqualTo("UPDATE");
        assertThat(history.path("result").path("data_array").path(0).path(0).asText())
                .isEqualTo("2");
        assertThat(Calls.rows("DESCRIBE DETAIL main.sql.`order items`")).contains("\"delta\"", "main.sql.order items");
        assertThat(Calls.rows("SHOW TBLPROPERTIES main.odd.variants ('delta.enableChangeDataFeed')"))
                .isEqualTo("[[\"delta.enableChangeDataFeed\",\"true\"]]");
        assertThat(Calls.get("/api/2.1/unity-catalog/tables/main.odd.variants")
                        .body()
                        .path("properties")
                        .path("delta.enableChangeDataFeed")
                        .asText())
                .isEqualTo("true");
    }

    @Test
    void aStatementThatFailsIsStillAnswered200WithItsClass() throws Exception {
        Calls.Answer answer = Calls.sql("SELECT * FROM main.sql.nobody");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("status").path("state").asText()).isEqualTo("FAILED");
        assertThat(answer.body().path("status").path("error").path("message").asText())
                .startsWith("[TABLE_OR_VIEW_NOT_FOUND] The table or view `main`.`sql`.`nobody` cannot be found.");
        assertThat(Calls.rows("ANALYZE TABLE main.sql.x COMPUTE STATISTICS"))
                .isEqualTo("[UNSUPPORTED_FEATURE] The sandbox cannot run this statement: it begins with ANALYZE."
                        + " SQLSTATE: 0A000");
        assertThat(Calls.rows("SELECT explode(array(1)) ")).startsWith("[UNRESOLVED_ROUTINE]");
    }

    @Test
    void aColumnIsAddedAndRenamedAndOnlyWithMappingDropped() throws Exception {
        // Given
        Calls.rows("CREATE TABLE main.sql.cols (id BIGINT, a STRING)");

        // Then
        assertThat(Calls.rows("ALTER TABLE main.sql.cols ADD COLUMN b DECIMAL(10,2)"))
                .isEqualTo("[]");
        assertThat(Calls.rows("ALTER TABLE main.sql.cols DROP COLUMN a")).startsWith("[DELTA_UNSUPPORTED_DROP_COLUMN]");
        Calls.rows("ALTER TABLE main.sql.cols SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')");
        assertThat(Calls.rows("ALTER TABLE main.sql.cols RENAME COLUMN a TO A2"))
                .isEqualTo("[]");
        assertThat(Calls.rows("DESCRIBE main.sql.cols"))
                .isEqualTo("[[\"id\",\"bigint\",null],[\"A2\",\"string\",null],[\"b\",\"decimal(10,2)\",null]]");
    }

    @Test
    void theSdkReadsParametersAsyncResultsAndChunks() {
        // When
        StatementResponse sent = CLIENT.statementExecution()
                .executeStatement(new ExecuteStatementRequest()
                        .setWarehouseId(WAREHOUSE)
                        .setWaitTimeout("0s")
                        .setCatalog("main")
                        .setSchema("fashion_demo")
                        .setParameters(List.of(new StatementParameterListItem()
                                .setName("least")
                                .setType("BIGINT")
                                .setValue("501")))
                        .setStatement("SELECT product_id FROM productsdb WHERE product_id >= :least ORDER BY 1"));
        StatementResponse done = await().until(
                        () -> CLIENT.statementExecution().getStatement(sent.getStatementId()),
                        it -> it.getStatus().getState() == StatementState.SUCCEEDED);

        // Then
        assertThat(done.getManifest().getTotalRowCount()).isEqualTo(1500);
        assertThat(done.getResult().getNextChunkIndex()).isEqualTo(1);
        Collection<Collection<String>> last = CLIENT.statementExecution()
                .getStatementResultChunkN(sent.getStatementId(), 1)
                .getDataArray();
        assertThat(last).hasSize(500).first().isEqualTo(List.of("1501"));
    }

    @Test
    void whoMayNotReadATableIsToldWhichPrivilegeIsMissing() throws Exception {
        String body = "{\"warehouse_id\":\"" + WAREHOUSE + "\",\"statement\":\"SELECT * FROM main.odd.moving\"}";
        assertThat(Calls.callAs("sandbox-reader", "POST", "/api/2.0/sql/statements", body)
                        .body()
                        .path("status")
                        .path("error")
                        .path("message")
                        .asText())
                .isEqualTo("[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE SCHEMA on"
                        + " Schema 'main.odd'. SQLSTATE: 42501");
    }

    @Test
    void columnsAreLeftOutOfAStar() throws Exception {
        // Given
        Calls.rows("CREATE TABLE main.default.wide (id BIGINT, Name STRING, note STRING)");
        Calls.rows("INSERT INTO main.default.wide VALUES (1, 'a', 'x')");

        // Then
        assertThat(Calls.rows("SELECT * EXCEPT (note) FROM main.default.wide")).isEqualTo("[[\"1\",\"a\"]]");
        assertThat(Calls.rows("SELECT w.* EXCEPT (id, note), 2 AS two FROM main.default.wide AS w WHERE w.id = 1"))
                .isEqualTo("[[\"a\",\"2\"]]");
        assertThat(Calls.rows("SELECT id FROM main.default.wide EXCEPT (SELECT 1)"))
                .isEqualTo("[]");
        assertThat(Calls.rows("SELECT * EXCEPT (nothing) FROM main.default.wide"))
                .isEqualTo("[EXCEPT_UNRESOLVED_COLUMN] There is no column [nothing] to leave out. SQLSTATE: 42703");
    }

    @Test
    void aKeyOfANewTableIsShownByTheCatalog() throws Exception {
        // When
        Calls.rows("CREATE TABLE main.default.keyed (a BIGINT NOT NULL, b MAP<STRING, INT>, c STRING NOT NULL,"
                + " CONSTRAINT two PRIMARY KEY (a, c))");
        Calls.rows("CREATE TABLE IF NOT EXISTS main.default.keyed_inline (a STRING, b DECIMAL(10, 2), id BIGINT NOT"
                + " NULL PRIMARY KEY)");

        // Then
        assertThat(Calls.get("/api/2.1/unity-catalog/tables/main.default.keyed")
                        .body()
                        .path("table_constraints"))
                .hasToString("[{\"primary_key_constraint\":{\"name\":\"two\",\"child_columns\":[\"a\",\"c\"]}}]");
        assertThat(Calls.get("/api/2.1/unity-catalog/tables/main.default.keyed_inline")
                        .body()
                        .path("table_constraints"))
                .hasToString(
                        "[{\"primary_key_constraint\":{\"name\":\"keyed_inline_pk\",\"child_columns\":[\"id\"]}}]");
    }

    @Test
    void filesThatAreNotThereAreNeitherOptimizedNorRemoved() throws Exception {
        // Given
        Calls.rows("CREATE TABLE main.default.tidy (id BIGINT)");

        // Then
        assertThat(Calls.rows("OPTIMIZE main.default.tidy ZORDER BY (id)")).contains("numFilesAdded\\\":0");
        assertThat(Calls.rows("VACUUM main.default.tidy RETAIN 168 HOURS")).isEqualTo("[]");
        assertThat(Calls.rows("OPTIMIZE main.default.none")).startsWith("[TABLE_OR_VIEW_NOT_FOUND]");
    }

    @Test
    void mistakesAreToldInSparksWords() throws Exception {
        assertThat(Calls.rows("SELEC 1"))
                .isEqualTo("[PARSE_SYNTAX_ERROR] Syntax error at or near 'SELEC'. SQLSTATE: 42601");
        assertThat(Calls.rows("SELECT nix FROM main.fashion_demo.usersdb"))
                .isEqualTo("[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name"
                        + " `nix` cannot be resolved. SQLSTATE: 42703");
    }
}
