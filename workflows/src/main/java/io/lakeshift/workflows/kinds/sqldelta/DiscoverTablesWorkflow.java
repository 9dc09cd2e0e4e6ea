package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.Phase;

/** Finds one page of tables under a path. */
public final class DiscoverTablesWorkflow implements DiscoverTables {
    private static final String VERB = "discover";

    private final TableDiscovery discovery = TableStubs.discovery();

    @Override
    public TableDiscovery.Page discover(TableDiscovery.Discover request) {
        VerbBoard.started(VERB, request.path(), Phase.ASSESSING);
        TableDiscovery.Page page = discovery.discover(request);
        VerbBoard.ended(VERB, request.path(), page.tables().size() + " tables on this page");
        return page;
    }
}
