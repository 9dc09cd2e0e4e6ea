package io.lakeshift.workflows.kinds.syncedtables;

import static io.lakeshift.workflows.testing.TestingSyncedMigration.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest.Page;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSmokeTests.Answered;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.UnitFacts.Detail;
import io.lakeshift.workflows.testing.TestingSyncedMigration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The smoke test of an application: asked again by timers, and never left switched where it does not pass. */
class SmokeTestingTest {
    private static final Policy NOBODY_ASKED =
            Policy.DEFAULT.withApproval(Policy.Approval.NOBODY).withRollbackWindow(Duration.ofHours(1));
    private static final Command BY_RITA = new Command("rita", "because");
    private static final SmokeTest TEST = new SmokeTest(
            List.of(new Page("https://shop.example.com/health?key=1234", 200)),
            List.of("./check.sh", "--all"),
            Duration.ofMinutes(5));
    private static final Answered NOT_YET =
            new Answered(false, true, "GET https://shop.example.com/health answered 503, expected is 200");

    private final TestingSyncedMigration migration = new TestingSyncedMigration();

    @AfterEach
    void close() {
        migration.close();
    }

    @Test
    void asksUntilItPasses() {
        // Given
        migration.table.smokeTest = ask -> ask < 3 ? NOT_YET : new Answered(true, false, "passed: all of it");

        // When
        start();
        migration.stack.environment().sleep(Duration.ofMinutes(1));
        List<Detail> details = migration.await(Phase.WATCHING).facts().details();

        // Then
        assertThat(details).contains(new Detail("application", "switched"));
        assertThat(details).contains(new Detail("smoke test", "passed: all of it"));
        assertThat(migration.table.acts)
                .containsSubsequence("wire", "switch application", "smoke test")
                .doesNotContain("application back");
        assertThat(asks()).isEqualTo(4);
    }

    @Test
    void anApplicationThatDoesNotPassInTimeIsPutBackAndARetryTestsAgain() {
        // Given
        migration.table.smokeTest = ask -> NOT_YET;

        // When
        start();
        migration.stack.environment().sleep(Duration.ofMinutes(6));
        var attention = migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow();
        long asks = asks();

        // Then
        assertThat(attention.failure()).isEqualTo(MigrationFailure.SMOKE_TEST_FAILED);
        assertThat(attention.failedPhase()).isEqualTo(Phase.CUTTING_OVER);
        assertThat(attention.message())
                .isEqualTo("The application was switched, and its smoke test did not pass within PT5M: GET"
                        + " https://shop.example.com/health answered 503, expected is 200. So it was switched back:"
                        + " /etc/app.env is as it was, the application reads what it read before, and the tables stay as"
                        + " they are. A retry switches and tests again. Next: lakeshift retry | rollback " + UNIT);
        assertThat(migration.table.acts).endsWith("application back");
        assertThat(asks).isBetween(20L, 30L);

        // When
        migration.table.smokeTest = ask -> new Answered(true, false, "passed");
        migration.control().retry(BY_RITA);
        migration.await(Phase.WATCHING);

        // Then
        assertThat(migration.table.acts).containsSubsequence("application back", "wire", "switch application");
        assertThat(asks()).isEqualTo(asks + 1);
    }

    @Test
    void whatAskingAgainCannotHelpIsPutBackAtOnce() {
        // Given
        migration.table.smokeTest = ask -> new Answered(false, false, "./check.sh cannot be started");

        // When
        start();
        String message =
                migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow().message();

        // Then
        assertThat(message)
                .startsWith(
                        "The application was switched, and its smoke test did not pass: ./check.sh cannot be started."
                                + " So it was switched back: ");
        assertThat(asks()).isEqualTo(1);
    }

    @Test
    void aTestThatNobodyCanFinishDoesNotLeaveTheApplicationSwitched() {
        // Given
        migration.table.smokeTest = ask -> {
            throw MigrationFailure.INVALID_INPUT.asApplicationFailure("it cannot be asked", null);
        };

        // When
        start();
        String message =
                migration.await(Phase.NEEDS_ATTENTION).attention().orElseThrow().message();

        // Then
        assertThat(message).contains("its smoke test did not pass: it cannot be asked. So it was switched back");
        assertThat(migration.table.acts).endsWith("application back");
    }

    @Test
    void aPlanTellsOfItAndHidesTheQuery() {
        // When
        List<String> steps = migration
                .stack
                .stub(PlanSyncedTables.class, "plan")
                .plan(new PlanSyncedTables.Request(
                        "fashion-demo", TestingSyncedMigration.setup(Optional.of(TEST)), List.of(products()), 1))
                .units()
                .get(0)
                .steps();

        // Then
        assertThat(steps)
                .contains(
                        "smoke test, within PT5M: GET https://shop.example.com/health answers 200, ./check.sh --all ends"
                                + " with 0; where it does not pass, put /etc/app.env back");
    }

    @Test
    void aTestThatAsksNothingIsRefused() {
        assertThatThrownBy(() -> new SmokeTest(List.of(), List.of(), Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a smoke test asks a URL, runs a command, or both");
    }

    @Test
    void anApplicationReadsTheSameInEveryProcess() {
        // When
        SyncedTablesSetup.Application application = new SyncedTablesSetup.Application(
                "/etc/app.env", Map.of("B", "2", "C", "3", "A", "1", "D", "4"), List.of(), Optional.empty());

        // Then
        assertThat(application)
                .hasToString("Application[file=/etc/app.env, set={A=1, B=2, C=3, D=4}, units=[],"
                        + " smokeTest=Optional.empty]");
    }

    private void start() {
        migration.start(NOBODY_ASKED, products(), TestingSyncedMigration.setup(Optional.of(TEST)));
    }

    private static SyncedTableSpec products() {
        return TestingSyncedMigration.spec("productsdb", "products_synced", SyncMode.TRIGGERED);
    }

    private long asks() {
        return migration.table.acts.stream().filter("smoke test"::equals).count();
    }
}
