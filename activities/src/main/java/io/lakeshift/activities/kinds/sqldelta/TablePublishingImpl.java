package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.execution.RunningStep;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.publish.PublishResult;
import io.lakeshift.catalog.publish.Publisher;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.workflows.ActivityProgress;
import io.lakeshift.workflows.kinds.sqldelta.TablePublishing;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;

/** Publishes one table's ratified versions with the catalog's publisher. */
public final class TablePublishingImpl implements TablePublishing {
    private final Tables tables;
    private final StepRunner steps;
    private final StepAudit audit;

    public TablePublishingImpl(Tables tables, StepRunner steps, StepAudit audit) {
        this.tables = tables;
        this.steps = steps;
        this.audit = audit;
    }

    @Override
    public Published publishPending(PublishPending request) {
        return steps.once(Published.class, step -> publish(request.table(), step));
    }

    private Published publish(TableRef asked, RunningStep step) {
        return tables.registered(asked, (store, table) -> publish(store, table, step));
    }

    private static Published publish(CatalogStore store, TableState table, RunningStep step) {
        step.progressed(new ActivityProgress(
                "publish", table.publishedVersion(), 0, table.currentVersion() - table.publishedVersion(), "versions"));
        step.requireLease();
        PublishResult result = new Publisher(store).publishPending(table.tableId());
        return new Published(result.version(), result.publishedVersions());
    }

    @Override
    public Published drain(Drain request) {
        return steps.once(
                Published.class,
                step -> tables.registered(request.table(), (store, table) -> {
                    if (table.authority() == Authority.SQL) {
                        store.commits().startDraining(table.tableId());
                    }
                    Published published = publish(store, Tables.require(store, request.table()), step);
                    audit.did("DRAINED", published.publishedVersion(), table.alias());
                    return published;
                }));
    }
}
