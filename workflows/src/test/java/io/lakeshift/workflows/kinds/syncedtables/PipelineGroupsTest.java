package io.lakeshift.workflows.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.testing.TestingSyncedMigration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PipelineGroupsTest {
    @Test
    void twentyThreeContinuousTablesShareThreePipelinesAndTheOthersNone() {
        // Given
        List<SyncedTableSpec> decided = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            decided.add(decided("c" + i, SyncMode.CONTINUOUS, SyncMode.CONTINUOUS));
        }
        for (int i = 0; i < 3; i++) {
            decided.add(decided("t" + i, SyncMode.TRIGGERED, SyncMode.TRIGGERED));
        }

        // When
        List<SyncedTableSpec> assigned = PipelineGroups.assign(decided, 10);

        // Then
        var sizes = assigned.stream()
                .filter(spec -> spec.decision().orElseThrow().mode() == SyncMode.CONTINUOUS)
                .collect(Collectors.groupingBy(
                        spec -> spec.decision().orElseThrow().pipelineOf().orElse(spec.target()),
                        Collectors.counting()));
        assertThat(sizes.values()).containsExactlyInAnyOrder(8L, 8L, 7L);
        assertThat(assigned.subList(23, 26))
                .allSatisfy(spec ->
                        assertThat(spec.decision().orElseThrow().pipelineOf()).isEmpty());
    }

    @Test
    void aTableThatWasSwitchedToSnapshotLeavesTheGroup() {
        // Given
        List<SyncedTableSpec> decided = List.of(
                decided("a", SyncMode.CONTINUOUS, SyncMode.SNAPSHOT),
                decided("b", SyncMode.CONTINUOUS, SyncMode.CONTINUOUS),
                decided("c", SyncMode.CONTINUOUS, SyncMode.CONTINUOUS));

        // When
        List<SyncedTableSpec> assigned = PipelineGroups.assign(decided, 10);

        // Then
        assertThat(assigned)
                .extracting(spec -> spec.decision().orElseThrow().pipelineOf().map(TableName::table))
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of("b"));
    }

    private static SyncedTableSpec decided(String target, SyncMode asked, SyncMode mode) {
        return TestingSyncedMigration.spec("source", target, asked)
                .decided(new Decision(mode, "", false, Optional.empty()));
    }
}
