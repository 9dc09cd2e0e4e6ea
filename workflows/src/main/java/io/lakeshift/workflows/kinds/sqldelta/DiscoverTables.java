package io.lakeshift.workflows.kinds.sqldelta;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The verb {@code discover}, a page at a time. */
@WorkflowInterface
public interface DiscoverTables {
    @WorkflowMethod
    TableDiscovery.Page discover(TableDiscovery.Discover request);
}
