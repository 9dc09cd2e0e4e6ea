package io.lakeshift.e2e;

import static io.lakeshift.e2e.SyncedScene.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A plan's {@code refresh} is a schedule of a real Temporal server. */
class RefreshScheduleIT {
    @RegisterExtension
    final SyncedScene scene = new SyncedScene();

    @Test
    void isMadeAtTheCutOverRefreshesTheTableAndGoesWithTheRollback() throws Exception {
        // Given
        scene.keepUp(new Upkeep(
                Optional.of(new Upkeep.Refresh(Optional.of(Duration.ofHours(1)), Optional.empty())),
                Optional.empty(),
                List.of()));
        Migration migration = scene.cutOver();
        ScheduleHandle schedule = ScheduleClient.newInstance(
                        scene.stack().temporal().service(),
                        ScheduleClientOptions.newBuilder()
                                .setDataConverter(LakeshiftDataConverter.create())
                                .build())
                .getHandle(RefreshSyncedTable.workflowId(scene.target()));

        // When: its hour has come
        schedule.trigger();
        ScheduleActionExecutionStartWorkflow started = await()
                .atMost(LIMIT)
                .until(() -> schedule.describe().getInfo().getRecentActions(), actions -> !actions.isEmpty())
                .stream()
                .map(action -> (ScheduleActionExecutionStartWorkflow) action.getAction())
                .findFirst()
                .orElseThrow();
        RefreshSyncedTable.Result refreshed = scene.stack()
                .client()
                .newUntypedWorkflowStub(started.getWorkflowId())
                .getResult(RefreshSyncedTable.Result.class);

        // Then
        assertThat(schedule.describe().getSchedule().getSpec().getIntervals())
                .extracting(ScheduleIntervalSpec::getEvery)
                .containsExactly(Duration.ofHours(1));
        assertThat(refreshed.target()).isEqualTo(scene.target());
        assertThat(refreshed.completed()).isTrue();

        // When
        assertThat(migration.rollback().accepted()).isTrue();
        migration.awaitPhase(Phase.ROLLED_BACK, LIMIT);

        // Then
        assertThatThrownBy(schedule::describe).isInstanceOf(ScheduleException.class);
        scene.nothingIsLeft();
    }
}
