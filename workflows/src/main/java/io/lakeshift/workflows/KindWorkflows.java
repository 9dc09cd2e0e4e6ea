package io.lakeshift.workflows;

import java.util.List;
import java.util.Map;

/**
 * What one kind of migration brings to Temporal.
 *
 * @param name the word for it in ledger, search attributes and audit chain
 * @param workflows the implementation of each of its workflow types
 * @param ports the activity interfaces that the workers of each queue implement for it
 */
public record KindWorkflows(String name, List<Class<?>> workflows, Map<TaskQueues, List<Class<?>>> ports) {
    public KindWorkflows {
        workflows = List.copyOf(workflows);
        ports = Map.copyOf(ports);
    }

    public List<Class<?>> ports(TaskQueues queue) {
        return ports.getOrDefault(queue, List.of());
    }
}
