package io.lakeshift.activities.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.lakeshift.activities.ledger.Step;
import io.lakeshift.activities.ledger.StepKey;
import io.lakeshift.activities.testing.TestingLedger;
import io.lakeshift.workflows.ActivityProgress;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class StepRunnerTest {
    private static final String WORKFLOW = "test-workflow-id";

    private final TestingLedger ledger = new TestingLedger(Clock.systemUTC());
    private final StepRunner steps = new StepRunner(ledger.ledger().steps());
    private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void close() {
        temporal.close();
        steps.close();
        ledger.close();
    }

    @ActivityInterface
    public interface Work {
        Result work(Request request);

        record Request(int number) {}

        record Result(int number) {}
    }

    private Work activity(Function<RunningStep, Work.Result> work) {
        temporal.registerActivitiesImplementations((Work) request -> steps.once(Work.Result.class, work));
        return stub();
    }

    private Work stub() {
        return temporal.newActivityStub(
                Work.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .setHeartbeatTimeout(Duration.ofSeconds(2))
                        .build());
    }

    @Test
    void handsBackTheResultInsteadOfDoingAStepTwice() {
        // Given
        temporal.registerActivitiesImplementations((Work) request -> {
            steps.once(Work.Result.class, step -> new Work.Result(done.incrementAndGet()));
            return steps.once(Work.Result.class, step -> new Work.Result(done.incrementAndGet()));
        });
        Work activity = stub();

        // When
        Work.Result result = activity.work(new Work.Request(1));

        // Then
        assertThat(result).isEqualTo(new Work.Result(1));
        assertThat(done).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopsAnAttemptThatALaterOneHasOvertaken(boolean looksAtItsLease) {
        // Given
        Work activity = activity(step -> {
            StepKey key = ledger.ledger().reader().steps(WORKFLOW).get(0).key();
            ledger.ledger().steps().begin(key, "Work", "attempt 2");
            if (looksAtItsLease) {
                step.requireLease();
            }
            return new Work.Result(done.incrementAndGet());
        });

        // When
        assertThatThrownBy(() -> activity.work(new Work.Request(1)))
                // Then
                .hasStackTraceContaining("A later attempt has taken over step");
        assertThat(done).hasValue(looksAtItsLease ? 0 : 1);
        assertThat(ledger.ledger().reader().steps(WORKFLOW))
                .extracting(Step::lease, Step::holder, Step::result)
                .containsExactly(tuple(2L, "attempt 2", Optional.empty()));
    }

    @Test
    void heartbeatsBySelfBetweenTwoReports() {
        // Given
        List<ActivityProgress> heartbeats = new CopyOnWriteArrayList<>();
        temporal.setActivityHeartbeatListener(ActivityProgress.class, heartbeats::add);
        Work activity = activity(step -> {
            step.progressed(new ActivityProgress("copy", 7, 1, 2, "versions"));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heartbeats.size() > 2);
            return new Work.Result(1);
        });

        // When
        activity.work(new Work.Request(1));

        // Then
        assertThat(heartbeats).contains(new ActivityProgress("copy", 7, 1, 2, "versions"));
    }

    @Test
    void endsTheWorkAtItsNextReportAfterACancellation() {
        // Given
        Work activity = activity(step -> {
            temporal.requestCancelActivity();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                step.progressed(new ActivityProgress("copy", 7, 1, 2, "versions"));
                return false;
            });
            return new Work.Result(1);
        });

        // When
        assertThatThrownBy(() -> activity.work(new Work.Request(1)))
                // Then
                .isInstanceOf(CanceledFailure.class);
        assertThat(ledger.ledger().reader().steps(WORKFLOW))
                .singleElement()
                .satisfies(step -> assertThat(step.result()).isEmpty());
    }
}
