package io.lakeshift.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.kinds.sqldelta.AssessTables;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.kinds.sqldelta.TableAssessments;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import io.lakeshift.workflows.testing.TestingStack;
import io.lakeshift.workflows.testing.TestingTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FanoutTest {
    private static final int MORE_THAN_A_WORKER_HAS_THREADS = 1_000;

    /** With a thread per item, the worker ran out of them, and its task was repeated for ever. */
    @Test
    @Timeout(120)
    void takesMoreItemsThanAWorkerHasThreads() {
        // Given
        List<TableAssessments.Assess> tables = IntStream.range(0, MORE_THAN_A_WORKER_HAS_THREADS)
                .mapToObj(i -> new TableAssessments.Assess(
                        TableRef.at(ConnectionName.DEFAULT, "/data/t" + i, "t" + i), ImportMode.FAST))
                .toList();

        // When
        AssessTables.Result result;
        try (TestingStack stack = new TestingStack(new TestingTable())) {
            result = stack.stub(AssessTables.class, "assess").assess(new AssessTables.Request(tables, 8));
        }

        // Then
        assertThat(result.tables()).hasSize(MORE_THAN_A_WORKER_HAS_THREADS);
    }
}
