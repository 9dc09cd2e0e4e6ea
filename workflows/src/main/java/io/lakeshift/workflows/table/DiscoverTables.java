package io.lakeshift.workflows.table;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The verb {@code discover}, a page at a time. */
@WorkflowInterface
public interface DiscoverTables {
    @WorkflowMethod
    TableDiscovery.Page discover(TableDiscovery.Discover request);
}
