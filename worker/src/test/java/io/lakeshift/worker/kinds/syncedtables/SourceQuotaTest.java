package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.activities.databricks.SyncedTables.NewSyncedTable;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Limit;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.lakeshift.workflows.lifecycle.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Twenty synced tables per source, whoever made them and wherever they are. */
@Timeout(240)
class SourceQuotaTest {
    private static final String SYNCED = "/api/2.0/database/synced_tables";
    private static final TableName USERS = new TableName("main", "fashion_demo", "usersdb");

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
    void aPlanOfTwoWhereNineteenAreThereIsRefusedByNameAndNothingIsAsked() {
        // Given
        existing(19);
        int before = demo.effective("POST", "/api/2.0").size();

        // When
        Plan plan = demo.plan(List.of(users("users_a"), users("users_b")));

        // Then
        assertThat(plan.blocked()).isTrue();
        assertThat(plan.units().get(0).assessment().blocked()).isFalse();
        Finding finding = plan.units().get(1).assessment().findings().get(0);
        assertThat(finding.code()).isEqualTo("SOURCE_SYNCED_TOO_OFTEN");
        assertThat(finding.message())
                .isEqualTo("main.fashion_demo.usersdb has 19 of at most 20 synced tables, and the plan adds 2:"
                        + " main.fashion_demo_lakebase.users_b does not fit.");
        assertThat(finding.evidence().orElseThrow())
                .startsWith("main.default.users_10, main.default.users_12,")
                .endsWith("main.fashion_demo.users_9");
        assertThat(finding.remedy().orElseThrow())
                .isEqualTo("Take it out of the plan, or delete one that nobody reads: databricks database"
                        + " delete-synced-database-table NAME");
        assertThat(plan.limits())
                .contains(new Limit("synced tables of main.fashion_demo.usersdb", "19 of 20 there, the plan adds 2"));
        assertThat(demo.effective("POST", "/api/2.0/database/synced_tables")).hasSize(9);
        assertThat(demo.effective("POST", "/api/2.0")).hasSizeLessThanOrEqualTo(before + 3);
    }

    @Test
    void whatAnotherMigrationIsAboutToMakeCountsToo() {
        // Given
        existing(19);
        demo.workers
                .ledger()
                .createdObjects()
                .note(
                        "nightly",
                        "nightly/users_z",
                        "SYNC_PLANNED",
                        "main.nightly.users_z",
                        Optional.of("main.fashion_demo.usersdb"));

        // When
        Plan plan = demo.plan(List.of(users("users_a")));

        // Then
        assertThat(plan.units().get(0).assessment().findings().get(0).message())
                .isEqualTo("main.fashion_demo.usersdb has 20 of at most 20 synced tables, and the plan adds 1:"
                        + " main.fashion_demo_lakebase.users_a does not fit.");
    }

    @Test
    void aTableThatIsThereAlreadyNeedsNoPlaceOfItsOwn() {
        // Given
        existing(20);

        // When
        Plan plan = demo.plan(List.of(new SyncedTableSpec(
                USERS,
                new TableName("main", "default", "users_2"),
                List.of("user_id"),
                SyncMode.SNAPSHOT,
                Optional.empty(),
                io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf.SWITCH,
                List.of(),
                Optional.empty(),
                Upkeep.NONE)));

        // Then
        assertThat(plan.blocked()).as("%s", plan.units()).isFalse();
        assertThat(plan.limits())
                .contains(new Limit("synced tables of main.fashion_demo.usersdb", "20 of 20 there, the plan adds 0"));
    }

    @Test
    void aPlaceThatSomebodyTookSinceThePlanIsNamedWhenTheTableIsRefused() {
        // Given
        existing(19);
        Plan plan = demo.plan(List.of(users("users_a")));
        assertThat(plan.blocked()).isFalse();
        existing(20);

        // When
        demo.migrate(plan, Policy.DEFAULT);
        String message = demo.workers
                .awaitPhase(FashionDemo.NAME + "/users_a", Phase.NEEDS_ATTENTION)
                .attention()
                .orElseThrow()
                .message();

        // Then
        assertThat(message)
                .contains("main.fashion_demo.usersdb has 20 synced tables by now, and can have 20, so"
                        + " main.fashion_demo_lakebase.users_a was not created. Delete one that nobody reads, or take"
                        + " this one out of the plan. They are: main.default.users_10,");
    }

    /** Odd ones through the autoscaling control plane and in another schema. */
    private void existing(int count) {
        Lakebase instance = demo.setup.lakebase();
        Lakebase project = new Lakebase(
                instance.profile(),
                Backend.AUTOSCALING,
                Optional.empty(),
                Optional.of("projects/fashion-demo/branches/production/endpoints/primary"),
                instance.database(),
                Optional.empty());
        var workspace = demo.workspace(Optional.empty(), demo.sandbox.adminToken());
        for (int i = 1; i <= count; i++) {
            TableName name = new TableName("main", i % 2 == 0 ? "default" : "fashion_demo", "users_" + i);
            var tables = workspace.syncedTables(i % 2 == 0 ? instance : project);
            if (tables.find(name).isEmpty()) {
                tables.create(new NewSyncedTable(
                        name,
                        USERS,
                        List.of("user_id"),
                        Optional.empty(),
                        SyncMode.SNAPSHOT,
                        Optional.empty(),
                        "main",
                        "default",
                        false));
            }
        }
    }

    private static SyncedTableSpec users(String target) {
        return FashionDemo.table("usersdb", target, "user_id");
    }
}
