package io.lakeshift.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lakeshift.e2e.CountingWorker.Counting;
import io.lakeshift.e2e.CountingWorker.Line;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarnessIT {
    @TempDir
    Path folder;

    @Test
    void aWorkflowGoesOnAfterItsWorkerAndItsServerWereKilled() throws Exception {
        // Given: a workflow that waits, and whose first step is done
        Path lines = folder.resolve("lines");
        try (TemporalServer temporal = TemporalServer.start(folder);
                KillableProcess worker = JavaProcess.of(
                        "worker", folder, Map.of(), CountingWorker.class.getName(), temporal.address())) {
            worker.start();
            Counting counting = temporal.client()
                    .newWorkflowStub(
                            Counting.class,
                            WorkflowOptions.newBuilder()
                                    .setTaskQueue(CountingWorker.TASK_QUEUE)
                                    .setWorkflowId("counting")
                                    .build());
            WorkflowClient.start(counting::count, new Line(lines.toString(), "before"));
            // The file is there before the server knows that the step is done, and a step that it knows nothing of is
            // repeated.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> temporal.client().fetchHistory("counting").getEvents().stream()
                            .anyMatch(HistoryEvent::hasActivityTaskCompletedEventAttributes));

            // When: everything dies, and only the worker is told what to do next after both are back
            worker.kill();
            temporal.kill();
            temporal.restart();
            counting.go(new Line("", ""));
            worker.start();

            // Then
            assertThat(WorkflowStub.fromTyped(counting).getResult(String.class)).isEqualTo("before\nafter\n");
        }
    }

    @Test
    void aProcessThatEndsEarlyIsReportedWithWhatItPrinted() {
        // Given
        KillableProcess process =
                JavaProcess.of("broken", folder, Map.of(), CountingWorker.class.getName() + "IsNotThere");
        process.start();

        // Then
        assertThatThrownBy(() -> process.awaitReady(Duration.ofSeconds(30), () -> false))
                .hasMessageContaining("broken ended early:")
                .hasMessageContaining("ClassNotFoundException");
    }
}
