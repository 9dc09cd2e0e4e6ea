package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source whose columns no update can bring: its synced table is taken back and made again, with all that hung on it. */
@Timeout(240)
class SyncedTableRecreateTest {
    private static final String SYNCED = "/api/2.0/database/synced_tables";

    @TempDir
    Path folder;

    @Test
    void aRenamedColumnArrivesWithARollbackAndTheSamePlanAgain() throws Exception {
        Path application = folder.resolve("app.env");
        Files.writeString(application, "SCHEMA=fashion_demo\nPRODUCTS_TABLE=productsdb\n");
        try (FashionDemo demo = new FashionDemo(application)) {
            // Given
            SyncedTableSpec users = FashionDemo.tables().get(1);
            SyncedTableSpec others = FashionDemo.tables().get(3);
            String unit = FashionDemo.unit(users);
            bring(demo, List.of(users, others));
            source(
                    demo,
                    "ALTER TABLE main.fashion_demo.usersdb SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')");
            source(demo, "ALTER TABLE main.fashion_demo.usersdb RENAME COLUMN location TO city");

            // When
            demo.workers.control(unit).send("rollback", new Command("rita", "recreate it"));
            demo.workers.awaitPhase(unit, Phase.ROLLED_BACK);
            boolean droppedBefore = demo.postgres("SELECT to_regclass('fashion_demo_lakebase.users_synced') IS NULL")
                    .equals("t");
            demo.workers.control(FashionDemo.unit(others)).send("rollback", new Command("rita", "all of them"));
            demo.workers.awaitPhase(FashionDemo.unit(others), Phase.ROLLED_BACK);
            Awaitility.await()
                    .until(
                            () -> demo.workers
                                    .client()
                                    .newUntypedWorkflowStub(FashionDemo.NAME)
                                    .describe()
                                    .getStatus(),
                            status -> status.name().endsWith("COMPLETED"));
            bring(demo, List.of(users));

            // Then
            assertThat(droppedBefore).isTrue();
            assertThat(demo.sandbox.requests().stream()
                            .filter(request -> request.path("effect").asBoolean()
                                    && request.path("path").asText().startsWith(SYNCED)
                                    && !request.path("method").asText().equals("GET")
                                    && request.toString().contains("users_synced"))
                            .map(request -> request.path("method").asText()))
                    .containsExactly("POST", "DELETE", "POST");
            assertThat(demo.postgres("SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM"
                            + " information_schema.columns WHERE table_name = 'users_synced'"))
                    .isEqualTo("user_id,user_name,age,gender,segment,city,created_date");
            assertThat(demo.postgres(
                            "SELECT count(*) FROM pg_index WHERE indisvalid AND NOT indisprimary AND indrelid ="
                                    + " 'fashion_demo_lakebase.users_synced'::regclass"))
                    .isEqualTo("1");
            assertThat(demo.postgres("SELECT has_table_privilege('reader@example.com',"
                            + " 'fashion_demo_lakebase.users_synced', 'SELECT')"))
                    .isEqualTo("t");
        }
    }

    private static void bring(FashionDemo demo, List<SyncedTableSpec> tables) {
        demo.migrate(demo.plan(tables), Policy.DEFAULT);
        for (SyncedTableSpec table : tables) {
            demo.workers.awaitQuestion(FashionDemo.unit(table));
            demo.workers.control(FashionDemo.unit(table)).send("approve", Decision.approve("ann", "fine"));
            demo.workers.awaitPhase(FashionDemo.unit(table), Phase.WATCHING);
        }
    }

    private static void source(FashionDemo demo, String sql) {
        demo.sandbox
                .engine()
                .execute(new SqlRequest(
                        sql, Optional.of("main"), Optional.of("fashion_demo"), Map.of(), "migrator@example.com"));
    }
}
