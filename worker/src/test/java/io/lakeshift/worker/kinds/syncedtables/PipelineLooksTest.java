package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.databricks.SyncedTables.NewSyncedTable;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableImportsImpl;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Look;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Seen;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of a load that stands still. */
@Timeout(120)
class PipelineLooksTest {
    private static final SyncedTableSpec USERS = SyncedLab.spec("usersdb", SyncMode.SNAPSHOT, List.of("user_id"));

    private final SyncedLab lab = new SyncedLab("");
    private final SyncedTableImports imports = lab.stub(
            SyncedTableImports.class,
            new SyncedTableImportsImpl(
                    lab.workspaces,
                    lab.connections,
                    lab.steps,
                    lab.ledger.createdObjects(),
                    lab.ledger.leases(),
                    new StepAudit(lab.ledger.audit(), SyncedTableMigration.KIND, Clock.systemUTC())));

    @BeforeEach
    void stuck() {
        lab.sandbox
                .syncFaults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("table", USERS.target().full())
                        .put("stuck_in", "SYNCED_TABLE_PROVISIONING_INITIAL_SNAPSHOT"));
        lab.workspace()
                .syncedTables(lab.setup().lakebase())
                .create(new NewSyncedTable(
                        USERS.target(),
                        USERS.source(),
                        USERS.primaryKey(),
                        Optional.empty(),
                        SyncMode.SNAPSHOT,
                        Optional.empty(),
                        "main",
                        "fashion_demo",
                        false));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> lab.look(USERS).pipelineId().isPresent()
                        && lab.look(USERS).state().orElse("").endsWith("INITIAL_SNAPSHOT"));
    }

    @AfterEach
    void close() {
        lab.sandbox.syncFaults().clear();
        lab.close();
    }

    @Test
    void fromTenMinutesOnThereIsAWarningWithWhatThePipelineDoes() {
        // When
        Optional<String> early = look(Duration.ofMinutes(9)).warning();
        Optional<String> late = look(Duration.ofMinutes(10)).warning();

        // Then
        assertThat(early).isEmpty();
        assertThat(late.orElseThrow())
                .startsWith("nothing has moved for 10 minutes; its pipeline is ")
                .endsWith(" and tells of no error");
    }

    @Test
    void anUpdateThatHasEndedBadlyIsNotWaitedFor() {
        // Given
        String pipeline = lab.look(USERS).pipelineId().orElseThrow();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("pipeline_id", pipeline);
        body.putArray("latest_updates").addObject().put("update_id", "update-1").put("state", "FAILED");
        lab.sandbox
                .faults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("method", "GET")
                        .put("path", "/api/2.0/pipelines/" + pipeline)
                        .put("kind", "status")
                        .put("status", 200)
                        .put("times", 10)
                        .set("body", body));

        // When
        Optional<String> atOnce = look(Duration.ofSeconds(5)).warning();

        // Then
        assertThat(atOnce).isEmpty();
        assertThatThrownBy(() -> look(Duration.ofSeconds(30)))
                .rootCause()
                .hasMessageContaining(
                        "The update of the pipeline of main.fashion_demo.usersdb_synced ended FAILED while"
                                + " the table is still SYNCED_TABLE_PROVISIONING_INITIAL_SNAPSHOT.")
                .hasMessageContaining("See pipeline " + pipeline + " in the workspace under Jobs & Pipelines.")
                .hasMessageContaining("SYNC_FAILED");
    }

    private Seen look(Duration quiet) {
        return imports.look(new Look(lab.setup().lakebase(), USERS.target(), quiet, false));
    }
}
