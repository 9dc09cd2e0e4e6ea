package io.lakeshift.e2e;

import static io.lakeshift.e2e.KillScene.FENCE_VERSION;
import static io.lakeshift.e2e.KillScene.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.workflows.Phase;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody does with {@code temporal workflow reset}: the workflow goes on from an earlier point, as another run. */
class ResetIT {
    @RegisterExtension
    final KillScene scene = new KillScene();

    @Test
    void theLedgerFollowsARunThatWasReset() throws Exception {
        // Given
        Migration migration = scene.migrateToQuestion();

        // When
        String reset = resetToEarlier(migration.unit());
        migration.awaitQuestion(LIMIT);
        assertThat(migration.approve().accepted()).isTrue();
        migration.awaitPhase(Phase.WATCHING, LIMIT);

        // Then
        UnitOfWork recorded = Awaitility.await("the ledger to know")
                .atMost(LIMIT)
                .until(
                        () -> scene.stack()
                                .ledger()
                                .reader()
                                .unit(migration.unit())
                                .orElseThrow(),
                        unit -> unit.state().phase() == Phase.WATCHING);
        assertThat(recorded.workflow().runId()).isEqualTo(reset);
        assertThat(scene.stack().ledger().reader().decisions(migration.unit())).hasSize(1);
        scene.awaitPublished(FENCE_VERSION);
        scene.proof().holdsUpTo(FENCE_VERSION);
    }

    /** To the task in which it began to import. */
    private String resetToEarlier(String unit) {
        WorkflowClient client = scene.stack().client();
        long task = client.fetchHistory(unit).getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                .mapToLong(HistoryEvent::getEventId)
                .skip(6)
                .findFirst()
                .orElseThrow();
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(unit))
                        .setWorkflowTaskFinishEventId(task)
                        .setReason("a test")
                        .setRequestId(UUID.randomUUID().toString())
                        .build())
                .getRunId();
    }
}
