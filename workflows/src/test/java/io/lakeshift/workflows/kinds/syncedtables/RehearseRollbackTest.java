package io.lakeshift.workflows.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollback.Rehearsal;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollback.Step;
import io.lakeshift.workflows.testing.TestingStack;
import io.lakeshift.workflows.testing.TestingSyncedMigration;
import io.lakeshift.workflows.testing.TestingSyncedTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearseRollbackTest {
    @Test
    void tellsTheStepsInTheOrderOfARollbackAndThenWhatIsLeft() {
        // Given
        TestingSyncedTable table = new TestingSyncedTable();
        try (TestingStack stack = new TestingStack(table)) {
            // When
            Rehearsal rehearsal = stack.stub(RehearseRollback.class, "rehearse")
                    .rehearse(new RehearseRollback.Request(
                            "fashion-demo",
                            TestingSyncedMigration.setup(),
                            List.of(
                                    new TableName("main", "s", "products_synced"),
                                    new TableName("main", "s", "users_synced"))));

            // Then
            assertThat(rehearsal.steps())
                    .extracting(Step::what)
                    .containsExactly(
                            "application",
                            "products_synced",
                            "users_synced",
                            "schema",
                            "pipeline of products_synced",
                            "pipeline of users_synced",
                            "sources");
            assertThat(rehearsal.blocked()).isFalse();
            assertThat(table.acts).isEmpty();
        }
    }
}
