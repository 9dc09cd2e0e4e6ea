package io.lakeshift.workflows.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Limit;
import io.lakeshift.workflows.testing.TestingStack;
import io.lakeshift.workflows.testing.TestingSyncedMigration;
import io.lakeshift.workflows.testing.TestingSyncedTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a plan says of all of its tables together. */
class PlanSyncedTablesTest {
    private final TestingSyncedTable table = new TestingSyncedTable();
    private final TestingStack stack = new TestingStack(table);

    @AfterEach
    void close() {
        stack.close();
    }

    private Plan plan(List<SyncedTableSpec> tables) {
        return stack.stub(PlanSyncedTables.class, "plan")
                .plan(new PlanSyncedTables.Request("shop", TestingSyncedMigration.setup(), tables, 4));
    }

    private static List<SyncedTableSpec> continuous(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> TestingSyncedMigration.spec("source_" + i, "target_" + i, SyncMode.CONTINUOUS))
                .toList();
    }

    @Test
    void bothLayoutsOfPipelinesHaveTheirPrice() {
        // Given
        table.decided = SyncMode.CONTINUOUS;

        // When
        Plan plan = plan(continuous(23));

        // Then
        assertThat(plan.limits())
                .contains(new Limit(
                        "pipelines that always run",
                        "3 for 23 CONTINUOUS tables = 6132.00 $ a month; one for each would be 47012.00 $"));
        assertThat(plan.units().get(0).assessment().estimate().formula())
                .endsWith("2.80 $/h x 730 h / 8 tables = 255.50 $ a month");
        assertThat(plan.units().get(22).assessment().estimate().formula()).contains("/ 7 tables");
    }

    @Test
    void whatALargerComputeChangesIsShown() {
        assertThat(plan(List.of(TestingSyncedMigration.spec("productsdb", "products_synced", SyncMode.TRIGGERED)))
                        .limits())
                .contains(new Limit(
                        "first loads",
                        "1,000 rows: 1 CU 0.00 h for 0.00 $, 2 CU 0.00 h for 0.00 $, 4 CU 0.00 h for 0.00 $, 8 CU 0.00 h"
                                + " for 0.00 $"));
    }

    @Test
    void moreThanTwoTerabytesAreRefused() {
        // Given
        table.bytes = 900_000_000_000L;
        table.databaseBytes = 300_000_000_000L;

        // When
        Plan one = plan(continuous(1));
        Plan two = stack.stub(PlanSyncedTables.class, "plan-of-two")
                .plan(new PlanSyncedTables.Request("shop", TestingSyncedMigration.setup(), continuous(2), 4));

        // Then
        assertThat(one.blocked()).isFalse();
        assertThat(two.blocked()).isTrue();
        Finding finding = two.findings().get(0);
        assertThat(finding.message())
                .isEqualTo("The database holds 300 GB and the plan's sources are 1,800 GB of files; a Lakebase holds 2"
                        + " TB.");
        assertThat(finding.remedy()).contains("Take tables out of the plan, or spread them over several Lakebases.");
    }

    @Test
    void twoTablesWithOneTargetAreRefused() {
        // When
        Plan plan = plan(List.of(
                TestingSyncedMigration.spec("productsdb", "products_synced", SyncMode.TRIGGERED),
                TestingSyncedMigration.spec("usersdb", "products_synced", SyncMode.TRIGGERED)));

        // Then
        assertThat(plan.blocked()).isTrue();
        assertThat(plan.units())
                .allSatisfy(
                        unit -> assertThat(unit.assessment().findings().get(0).message())
                                .isEqualTo("Two tables of the plan have the target products_synced."));
    }
}
