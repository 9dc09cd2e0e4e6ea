package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.batch.ChildSweep;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Says of every child that it runs, except of those that a test has ended. */
public final class TestingSweep implements ChildSweep {
    private final Map<String, String> ended = new ConcurrentHashMap<>();

    public void ended(String workflowId, String error) {
        ended.put(workflowId, error);
    }

    @Override
    public States describe(Describe request) {
        return new States(request.workflowIds().stream()
                .map(id -> ended.containsKey(id)
                        ? new State(id, Status.FAILED, Optional.of(ended.get(id)))
                        : new State(id, Status.RUNNING, Optional.empty()))
                .toList());
    }
}
