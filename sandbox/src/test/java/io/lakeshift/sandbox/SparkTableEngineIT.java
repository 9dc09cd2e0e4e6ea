package io.lakeshift.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.service.database.CreateSyncedDatabaseTableRequest;
import com.databricks.sdk.service.database.NewPipelineSpec;
import com.databricks.sdk.service.database.SyncedDatabaseTable;
import com.databricks.sdk.service.database.SyncedTableSchedulingPolicy;
import com.databricks.sdk.service.database.SyncedTableSpec;
import com.databricks.sdk.service.database.SyncedTableState;
import com.databricks.sdk.service.pipelines.StartUpdate;
import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import com.databricks.sdk.service.sql.StatementParameterListItem;
import com.databricks.sdk.service.sql.StatementResponse;
import com.databricks.sdk.service.sql.StatementState;
import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableEngineContract;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.seed.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine that is a real Spark: the port's contract, statements as users type them, and a table synced from it. */
class SparkTableEngineIT extends TableEngineContract {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static Sandbox sandbox;
    private static WorkspaceClient client;

    @BeforeAll
    static void start() throws IOException {
        try (InputStream in = SparkTableEngineIT.class.getResourceAsStream("spark-shop.yaml")) {
            Seed seed = Seed.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            sandbox = Sandbox.start(SandboxOptions.fast().withSeed(seed).withEngine("spark"));
        }
        client = new WorkspaceClient(new com.databricks.sdk.core.DatabricksConfig()
                .setHost(sandbox.host())
                .setToken("sandbox-migrator")
                .setAuthType("pat")
                .setHttpTimeoutSeconds(180));
    }

    @AfterAll
    static void end() {
        Optional<ProcessHandle> spark = ProcessHandle.current()
                .descendants()
                .filter(it -> it.info().command().orElse("").endsWith("java"))
                .findFirst();
        assertThat(spark).isPresent();
        sandbox.close();
        assertThat(spark.get().isAlive()).isFalse();
    }

    @Override
    protected TableEngine engine() {
        return sandbox.engine();
    }

    private static StatementResponse run(ExecuteStatementRequest request) {
        StatementResponse answer = client.statementExecution()
                .executeStatement(request.setWarehouseId("5a4db0c5a4db0c01").setWaitTimeout("50s"));
        String id = answer.getStatementId();
        await().atMost(LIMIT).until(() -> {
            StatementState state =
                    client.statementExecution().getStatement(id).getStatus().getState();
            return state != StatementState.PENDING && state != StatementState.RUNNING;
        });
        return client.statementExecution().getStatement(id);
    }

    /** The rows, or what Spark said. */
    private static String sql(String statement) {
        StatementResponse answer = run(new ExecuteStatementRequest().setStatement(statement));
        if (answer.getStatus().getState() != StatementState.SUCCEEDED) {
            return answer.getStatus().getError().getMessage();
        }
        Collection<Collection<String>> rows = answer.getResult().getDataArray();
        return String.valueOf(rows == null ? List.of() : rows);
    }

    @Test
    void namesHaveThreePartsWhereverTheyStand() {
        assertThat(sql("SELECT count(*) FROM main.shop.orders")).isEqualTo("[[40]]");
        assertThat(sql("WITH o AS (SELECT * FROM `main`.`shop`.`orders`) SELECT (SELECT max(order_id) FROM o) -"
                        + " min(main.shop.orders.order_id) FROM main.shop.orders WHERE order_id IN"
                        + " (SELECT order_id FROM shop.orders)"))
                .isEqualTo("[[39]]");
        assertThat(run(new ExecuteStatementRequest()
                                .setStatement("SELECT customer IS NULL FROM orders WHERE order_id = :id LIMIT 1")
                                .setCatalog("main")
                                .setSchema("shop")
                                .setParameters(List.of(new StatementParameterListItem()
                                        .setName("id")
                                        .setValue("7")
                                        .setType("BIGINT"))))
                        .getResult()
                        .getDataArray())
                .containsExactly(List.of("false"));
        assertThat(sql("SELECT tags, place, place.floor + 1 FROM main.shop.orders WHERE order_id = 9"))
                .isEqualTo("[[[\"new\",\"gift\"], {\"city\":\"Oslo\",\"floor\":3}, 4]]");
        assertThat(sql("SELECT * FROM main.nowhere.nothing"))
                .startsWith("[TABLE_OR_VIEW_NOT_FOUND] The table or view `main`.`nowhere`.`nothing` cannot be found.");
        assertThat(sql("SELEC 1")).startsWith("[PARSE_SYNTAX_ERROR]");
    }

    @Test
    void historyMergesAndTimeTravelAreDeltas() {
        // Given
        assertThat(sql("CREATE TABLE main.shop.stock (id BIGINT NOT NULL PRIMARY KEY, n INT, note STRING)"))
                .isEqualTo("[]");
        sql("INSERT INTO main.shop.stock VALUES (1, 10, 'a'), (2, 20, 'b')");
        assertThat(sql("MERGE INTO main.shop.stock AS t USING (SELECT 2L AS id, 5 AS n UNION ALL SELECT 3L, 7) AS s"
                        + " ON t.id = s.id WHEN MATCHED THEN UPDATE SET n = t.n + s.n"
                        + " WHEN NOT MATCHED THEN INSERT (id, n) VALUES (s.id, s.n)"))
                .isEqualTo("[[2, 1, 0, 1]]");

        // Then
        assertThat(sql("SELECT * EXCEPT (note) FROM main.shop.stock ORDER BY id"))
                .isEqualTo("[[1, 10], [2, 25], [3, 7]]");
        assertThat(sql("SELECT sum(n) FROM main.shop.stock VERSION AS OF 1")).isEqualTo("[[30]]");
        assertThat(sql("DESCRIBE HISTORY main.shop.stock")).contains("MERGE", "WRITE", "CREATE TABLE");
        assertThat(sql("OPTIMIZE main.shop.stock")).contains("\"numFilesRemoved\":");
        assertThat(sql("DESCRIBE DETAIL main.shop.stock")).contains("main.shop.stock", "delta");
        assertThat(client.tables().get("main.shop.stock").getTableConstraints()).hasSize(1);
        assertThat(client.tables().get("main.shop.stock").getProperties()).containsKey("delta.minWriterVersion");
    }

    @Test
    void aSyncedTableIsLoadedFromSparkAndFollowsItsChanges() throws Exception {
        // Given
        String name = "main.shop_synced.visits_synced";
        client.database()
                .createSyncedDatabaseTable(new CreateSyncedDatabaseTableRequest()
                        .setSyncedTable(new SyncedDatabaseTable()
                                .setName(name)
                                .setDatabaseInstanceName("shop")
                                .setLogicalDatabaseName("databricks_postgres")
                                .setSpec(new SyncedTableSpec()
                                        .setSourceTableFullName("main.shop.visits")
                                        .setPrimaryKeyColumns(List.of("visit_id"))
                                        .setSchedulingPolicy(SyncedTableSchedulingPolicy.TRIGGERED)
                                        .setCreateDatabaseObjectsIfMissing(true)
                                        .setNewPipelineSpec(new NewPipelineSpec()
                                                .setStorageCatalog("main")
                                                .setStorageSchema("default")))));
        awaitReady(name);

        // When
        sql("UPDATE main.shop.visits SET customer = 'Zoe' WHERE visit_id = 5");
        sql("DELETE FROM main.shop.visits WHERE visit_id = 6");
        String pipeline = client.database()
                .getSyncedDatabaseTable(name)
                .getDataSynchronizationStatus()
                .getPipelineId();
        client.pipelines().startUpdate(new StartUpdate().setPipelineId(pipeline));

        // Then
        try (Connection connection = sandbox.connect(Home.instance("shop"), "databricks_postgres")) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(RunningSandbox.query(
                                    connection,
                                    "SELECT count(*) || ' ' || max(customer) FILTER (WHERE visit_id = 5)"
                                            + " FROM shop_synced.visits_synced"))
                            .containsExactly("39 Zoe"));
            assertThat(RunningSandbox.query(
                            connection, "SELECT place ->> 'city' FROM shop_synced.visits_synced WHERE visit_id = 5"))
                    .containsExactly("Oslo");
        }
    }

    private static void awaitReady(String name) {
        await().atMost(LIMIT)
                .until(() -> client.database()
                                .getSyncedDatabaseTable(name)
                                .getDataSynchronizationStatus()
                                .getDetailedState()
                        == SyncedTableState.SYNCED_TABLE_ONLINE_NO_PENDING_UPDATE);
    }
}
