package io.lakeshift.cli.session;

import io.lakeshift.cli.Pause;
import io.lakeshift.workflows.batch.MigrationBatch.Page;
import io.lakeshift.workflows.batch.MigrationBatch.PageRequest;
import io.lakeshift.workflows.batch.MigrationBatch.TableOutcome;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Watches the tables of a batch and tells each change once. */
public final class BatchFollower {
    private static final int PAGE = 500;
    public static final Duration LOOK = Duration.ofMillis(300);

    private final Session session;
    private final Consumer<String> progress;
    private final Map<String, String> told = new HashMap<>();

    public BatchFollower(Session session, Consumer<String> progress) {
        this.session = session;
        this.progress = progress;
    }

    /** Until no table works or waits to any more; in the order of the request. */
    public List<TableOutcome> toTheEnd(String workflowId) {
        while (true) {
            List<TableOutcome> tables = look(workflowId);
            if (tables.stream()
                    .allMatch(table -> List.of("completed", "failed", "skipped").contains(table.status()))) {
                return tables;
            }
            Pause.of(LOOK);
        }
    }

    List<TableOutcome> look(String workflowId) {
        WorkflowStub batch = session.client().newUntypedWorkflowStub(workflowId);
        List<TableOutcome> tables = new ArrayList<>();
        Page page;
        do {
            page = batch.query("tables", Page.class, new PageRequest(tables.size(), PAGE));
            tables.addAll(page.tables());
        } while (!page.tables().isEmpty() && tables.size() < page.summary().total());
        tables.forEach(this::tell);
        return tables;
    }

    private void tell(TableOutcome table) {
        String now = table.phase().orElse(table.status());
        String before = told.put(table.alias(), now);
        if (!now.equals(before) && !now.equals("pending")) {
            progress.accept("%s: %s%s"
                    .formatted(table.alias(), now, table.version() >= 0 ? " at version " + table.version() : ""));
        }
    }
}
