package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Sizing;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Speeds;
import io.lakeshift.workflows.lifecycle.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An accelerated sync: what is asked for, what is said of it, and that another plan has another hash. */
@Timeout(120)
class AcceleratedSyncTest {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private FashionDemo demo;

    @BeforeEach
    void start() {
        demo = new FashionDemo(folder.resolve("app.env"));
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void isAskedForWhereThePlanDoesAndIsAnotherPlan() {
        // Given
        List<SyncedTableSpec> one = List.of(FashionDemo.tables().get(1));
        Plan usual = demo.plan(one, "usual");
        SyncedTablesSetup setup = demo.setup;
        demo.setup = new SyncedTablesSetup(
                setup.lakebase(),
                setup.staging(),
                setup.createTargetSchema(),
                setup.grants(),
                setup.application(),
                new Sizing(1, 2.80, 30, 10, new Speeds(Optional.empty(), Optional.empty(), true)));
        Plan accelerated = demo.plan(one);

        // When
        demo.migrate(accelerated, Policy.DEFAULT);
        demo.workers.awaitQuestion(FashionDemo.unit(one.get(0)));

        // Then
        assertThat(accelerated.planHash()).isNotEqualTo(usual.planHash());
        assertThat(accelerated.units().get(0).steps())
                .contains("create synced table main.fashion_demo_lakebase.users_synced from main.fashion_demo.usersdb,"
                        + " TRIGGERED, accelerated, with a pipeline of its own");
        assertThat(demo.effective("POST", "/api/2.0/database/synced_tables"))
                .<JsonNode>extracting(request -> request.at("/body/spec/accelerated_sync"))
                .singleElement()
                .satisfies(sent -> assertThat(sent.asBoolean()).isTrue());
    }
}
