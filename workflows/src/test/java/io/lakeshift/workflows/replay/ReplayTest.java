package io.lakeshift.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.registry.WorkflowRegistry;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workflows that run while a new release is deployed go on under the new code. So the code of today must make the same
 * decisions from the histories of before. Where one of these fails, keep the old way behind {@code Workflow.getVersion};
 * record anew ({@link RecordHistories}) only what no deployed release has ever run.
 */
class ReplayTest {
    private static TestWorkflowEnvironment environment;
    private static Worker worker;

    @BeforeAll
    static void prepare() {
        environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(LakeshiftDataConverter.create())
                        .build())
                .build());
        // A machine that is busy for more than the default of a second is no deadlock, and a replay is not tried again.
        worker = environment.newWorker(
                "replay",
                WorkerOptions.newBuilder()
                        .setDefaultDeadlockDetectionTimeout(
                                Duration.ofMinutes(1).toMillis())
                        .build());
        WorkflowRegistry.registerWorkflows(worker);
    }

    @AfterAll
    static void close() {
        environment.close();
    }

    static Stream<Path> histories() {
        return Histories.all().stream();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void todaysCodeReplays(Path history) {
        assertThatCode(() -> replay(Histories.read(history))).doesNotThrowAnyException();
    }

    /** What is reviewed is what is replayed. */
    @ParameterizedTest
    @MethodSource("histories")
    void theTextBesideAHistoryIsItsOwn(Path history) throws Exception {
        assertThat(Files.readString(Histories.text(history))).isEqualTo(CommandText.of(Histories.read(history)));
    }

    @Test
    void aHistoryThatTheCodeWouldNotMakeIsNoticed() throws Exception {
        // Given
        List<Path> imports = Histories.of("ImportTable");
        String recorded = Histories.read(imports.get(0)).toJson(true);
        String other = recorded.replace("\"ImportTable\"", "\"ImportSomethingElse\"")
                .replaceFirst("\"ImportSomethingElse\"", "\"ImportTable\"");

        // Then
        assertThat(other).isNotEqualTo(recorded);
        assertThatThrownBy(() -> replay(WorkflowExecutionHistory.fromJson(other)))
                .hasStackTraceContaining("NonDeterministicException");
    }

    @ParameterizedTest
    @MethodSource("io.lakeshift.workflows.registry.WorkflowRegistry#workflows")
    void everyWorkflowTypeHasARecordedHistory(Class<?> implementation) {
        assertThat(Histories.of(Histories.typeOf(implementation)))
                .as("histories of %s; record them with RecordHistories", Histories.typeOf(implementation))
                .isNotEmpty();
    }

    private static void replay(WorkflowExecutionHistory history) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(history, worker);
    }
}
