package io.lakeshift.workflows.lifecycle;

import static io.lakeshift.workflows.testing.TestingMigration.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.sqldelta.TableHeads.Authority;
import io.lakeshift.workflows.testing.TestingMigration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Temporal service that forgets ends in the middle; the same id is started again on a new one. */
class TakeUpTest {
    private static final Policy NOBODY_ASKED = Policy.DEFAULT.withApproval(Policy.Approval.NOBODY);

    private TestingMigration migration = new TestingMigration();

    @AfterEach
    void close() {
        migration.close();
    }

    @ParameterizedTest
    @CsvSource({
        "assess, ASSESSING, 2, 2, 2",
        "import, IMPORTING, 1, 3, 2",
        "validate, VALIDATING, 1, 3, 3",
        "head, AWAITING_APPROVAL, 1, 2, 2",
        "raise, CUTTING_OVER, 1, 2, 2",
        "publish, CUTTING_OVER, 1, 2, 2",
        "prove, CUTTING_OVER, 1, 2, 2"
    })
    void goesOnAtThePhaseThatWasRecorded(String during, Phase recorded, int assessed, int imported, int validated)
            throws Exception {
        // Given
        migration.table.hold(during);
        migration.start(NOBODY_ASKED);
        migration.table.awaitHeld(during);
        assertThat(migration.ledger.state(UNIT).phase()).isEqualTo(recorded);
        migration = migration.afterTemporalForgot();
        migration.table.release(during);

        // When
        migration.start(NOBODY_ASKED);

        // Then
        MigrationResult result = migration.result();
        assertThat(result.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(result.takenUp()).isTrue();
        assertThat(migration.table.calls("assess")).as("assess").isEqualTo(assessed);
        assertThat(migration.table.calls("import")).as("import").isEqualTo(imported);
        assertThat(migration.table.calls("validate")).as("validate").isEqualTo(validated);
        assertThat(migration.table.authority()).isEqualTo(Authority.SQL);
        assertThat(migration.table.fenceVersion()).hasValue(5);
    }

    @Test
    void countsTheYesThatWasGivenBefore() {
        // Given
        Policy two = Policy.DEFAULT.withApproval(
                new Policy.Approval(2, List.of(), Optional.empty(), false, Optional.empty()));
        migration.start(two);
        migration.awaitQuestion();
        migration.control().approve(Decision.approve("ann", "fine"));
        migration = migration.afterTemporalForgot();

        // When
        migration.start(two);
        Progress asked = migration.awaitQuestion();

        // Then
        assertThat(asked.takenUp()).isTrue();
        assertThat(asked.approval().orElseThrow().approversSoFar()).containsExactly("ann");
        migration.control().approve(Decision.approve("bob", "fine"));
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void aYesToAQuestionThatExpiredCountsNoMore() {
        // Given: one of two has said yes when the question expires
        Policy two = Policy.DEFAULT.withApproval(
                new Policy.Approval(2, List.of(), Optional.of(Duration.ofHours(1)), false, Optional.empty()));
        migration.start(two);
        migration.awaitQuestion();
        migration.control().approve(Decision.approve("ann", "fine"));
        migration.stack.environment().sleep(Duration.ofHours(2));
        migration.await(Phase.NEEDS_ATTENTION);
        migration = migration.afterTemporalForgot();

        // When
        migration.start(two);
        migration.await(Phase.NEEDS_ATTENTION);
        migration.control().retry(new Command("rita", "again"));
        Progress asked = migration.awaitQuestion();

        // Then
        assertThat(asked.approval().orElseThrow().approversSoFar()).isEmpty();
    }

    @Test
    void anOpenQuestionExpiresWhenItWouldHave() {
        // Given
        Policy hours = Policy.DEFAULT.withApproval(
                new Policy.Approval(1, List.of(), Optional.of(Duration.ofHours(5)), false, Optional.empty()));
        migration.start(hours);
        ApprovalRequest before = migration.awaitQuestion().approval().orElseThrow();
        migration = migration.afterTemporalForgot();

        // When
        migration.start(hours);

        // Then
        assertThat(migration.awaitQuestion().approval().orElseThrow().expiresAt())
                .isPresent()
                .isEqualTo(before.expiresAt());
    }

    @Test
    void keepsWaitingWhereItNeededAttention() {
        // Given
        migration.table.drift(true);
        migration.start(NOBODY_ASKED);
        Attention before = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();
        migration = migration.afterTemporalForgot();

        // When
        migration.start(NOBODY_ASKED);

        // Then
        Progress after = migration.await(Phase.NEEDS_ATTENTION);
        assertThat(after.attention()).contains(before);
        migration.table.drift(false);
        migration.control().retry(new Command("rita", "repaired"));
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void staysPausedUntilSomebodyResumesIt() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();
        migration.control().pause(new Command("rita", "later"));
        migration.await(Phase.PAUSED);
        migration = migration.afterTemporalForgot();

        // When
        migration.start(Policy.DEFAULT);

        // Then
        assertThat(migration.await(Phase.PAUSED).pausedFrom()).contains(Phase.AWAITING_APPROVAL);
        migration.control().resume(new Command("rita", "now"));
        assertThat(migration.awaitQuestion().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
    }

    @Test
    void theRollbackWindowCountsFromTheCutOverAndNotFromTheTakeUp() {
        // Given
        migration.start(NOBODY_ASKED);
        Progress before = migration.await(Phase.WATCHING);
        migration = migration.afterTemporalForgot();

        // When
        migration.start(NOBODY_ASKED);

        // Then
        assertThat(migration.await(Phase.WATCHING).eta()).isEqualTo(before.eta());
        migration.awaitTimer();
        assertThat(migration.control().rollback(new Command("rita", "")).accepted())
                .isTrue();
        assertThat(migration.result().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void finishesARollbackThatWasUnderWay() throws Exception {
        // Given
        migration.start(NOBODY_ASKED);
        migration.awaitTimer();
        migration.table.hold("lower");
        migration.control().rollback(new Command("rita", ""));
        migration.table.awaitHeld("lower");
        migration = migration.afterTemporalForgot();
        migration.table.release("lower");

        // When
        migration.start(NOBODY_ASKED);

        // Then
        assertThat(migration.result().phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(migration.table.authority()).isEqualTo(Authority.FILES);
    }

    @Test
    void whatIsCompletedStaysCompleted() {
        // Given
        migration.start(NOBODY_ASKED);
        migration.result();
        long calls = migration.table.calls().size();
        migration = migration.afterTemporalForgot();

        // When
        migration.start(NOBODY_ASKED);

        // Then
        assertThat(migration.result().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(migration.table.calls()).hasSize((int) calls);
    }

    @Test
    void afterAnAbortTheSameIdBeginsANewAttempt() {
        // Given
        migration.start(Policy.DEFAULT);
        migration.awaitQuestion();
        migration.control().abort(new Command("rita", ""));
        migration.result();

        // When
        migration.start(Policy.DEFAULT);

        // Then
        Progress again = migration.awaitQuestion();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.takenUp()).isFalse();
    }
}
