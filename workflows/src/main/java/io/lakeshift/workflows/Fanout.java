package io.lakeshift.workflows;

import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowSemaphore;
import java.util.List;

/** Runs one piece of work per item, so many at a time, and keeps the order. For workflow code. */
public final class Fanout {
    private Fanout() {}

    public static <I, O> List<O> map(List<I> items, int parallelism, Functions.Func1<I, O> work) {
        WorkflowSemaphore places = Workflow.newWorkflowSemaphore(Math.max(1, parallelism));
        List<Promise<O>> results = items.stream()
                .map(item -> Async.function(() -> {
                    places.acquire();
                    try {
                        return work.apply(item);
                    } finally {
                        places.release();
                    }
                }))
                .toList();
        return results.stream().map(Promise::get).toList();
    }
}
