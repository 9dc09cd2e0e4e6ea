package io.lakeshift.workflows.client;

import static io.lakeshift.workflows.testing.TestingMigration.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.client.RunningMigration.Patience;
import io.lakeshift.workflows.lifecycle.Answer;
import io.lakeshift.workflows.lifecycle.AuditActivities;
import io.lakeshift.workflows.lifecycle.AuditEvent;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Disposition;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.testing.TestingMigration;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningMigrationTest {
    private static final Command STOP = new Command("rita", "maintenance");
    private static final Patience SHORT = new Patience(Duration.ofMillis(200), Duration.ofSeconds(20));

    private final TestingMigration migration = new TestingMigration();
    private final LostUpdates lost = new LostUpdates();

    @AfterEach
    void close() {
        lost.deliver();
        migration.close();
    }

    @Test
    void aCommandWhoseUpdateIsNotDeliveredArrivesAsASignal() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // When
        Answer answer = losing().send("pause", STOP);
        migration.await(Phase.PAUSED);
        lost.deliver();

        // Then
        assertThat(answer.accepted()).isTrue();
        assertThat(lost.answer()).isEqualTo(answer);
        assertThat(migration.audit.of(AuditEvent.COMMAND))
                .extracting(AuditActivities.Entry::detail)
                .containsExactly("pause ACCEPTED");
    }

    @Test
    void anApprovalWhoseUpdateIsNotDeliveredCountsOnce() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // When
        Answer answer = losing().send("approve", Decision.approve("ann", "fine"));
        migration.await(Phase.WATCHING);
        lost.deliver();

        // Then
        assertThat(answer.code()).isEqualTo("ACCEPTED");
        assertThat(lost.answer()).isEqualTo(answer);
        assertThat(migration.ledger.dispositions()).containsExactly(Disposition.ACCEPTED);
    }

    @Test
    void anActThatNamesNobodyIsRefusedAtOnceAndNotSentAgain() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();

        // Then
        assertThatThrownBy(
                        () -> new RunningMigration(migration.stack.client(), UNIT).send("pause", new Command("", "")))
                .isInstanceOf(WorkflowUpdateException.class)
                .hasRootCauseMessage(
                        "message='MALFORMED: pause needs to say who: set 'by'.', type='java.lang.IllegalArgumentException', nonRetryable=false");
        assertThat(migration.audit.of(AuditEvent.COMMAND)).isEmpty();
    }

    @Test
    void saysThatNobodyAnswersWhereNoWorkerRuns() {
        // Given
        migration
                .stack
                .client()
                .newUntypedWorkflowStub(
                        "SqlDeltaMigration",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(UNIT)
                                .setTaskQueue("nobody-polls-it")
                                .build())
                .start();
        RunningMigration nobody = new RunningMigration(
                migration.stack.client(), UNIT, new Patience(Duration.ofMillis(200), Duration.ofSeconds(1)));

        // Then
        assertThatThrownBy(() -> nobody.send("pause", STOP))
                .isInstanceOf(NotAnsweredException.class)
                .hasMessage(
                        "sales-to-sql/sales was told to pause, but nothing answered within 1 s. Temporal keeps the order,"
                                + " and it is carried out once a worker runs. See whether one does, then: lakeshift explain"
                                + " sales-to-sql/sales");
    }

    private RunningMigration losing() {
        WorkflowClient client = WorkflowClient.newInstance(
                migration.stack.client().getWorkflowServiceStubs(),
                WorkflowClientOptions.newBuilder(migration.stack.client().getOptions())
                        .setInterceptors(lost)
                        .build());
        return new RunningMigration(client, UNIT, SHORT);
    }
}
