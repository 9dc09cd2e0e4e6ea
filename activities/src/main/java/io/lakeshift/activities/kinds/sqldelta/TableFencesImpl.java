package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.commit.FenceText;
import io.lakeshift.catalog.fence.Fence;
import io.lakeshift.catalog.fence.FencedTable;
import io.lakeshift.catalog.fence.LowerFence;
import io.lakeshift.catalog.fence.RaiseFence;
import io.lakeshift.catalog.fence.UnfencedTable;
import io.lakeshift.catalog.kernel.KernelLog;
import io.lakeshift.catalog.kernel.KernelSnapshot;
import io.lakeshift.catalog.kernel.PlainPathWriter;
import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.TableFences;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import java.util.OptionalLong;

/** Raises, proves and lowers the fence with the catalog's own fence. */
public final class TableFencesImpl implements TableFences {
    private final Tables tables;
    private final StepRunner steps;
    private final StepAudit audit;

    public TableFencesImpl(Tables tables, StepRunner steps, StepAudit audit) {
        this.tables = tables;
        this.steps = steps;
        this.audit = audit;
    }

    @Override
    public Raised raise(Raise request) {
        return steps.once(
                Raised.class,
                step -> tables.registered(request.table(), (store, table) -> {
                    FencedTable fenced = new Fence(store)
                            .raise(new RaiseFence(
                                    table.tableId(),
                                    OptionalLong.of(request.expectedHead()),
                                    io.lakeshift.catalog.fence.FenceMode.valueOf(
                                            request.mode().name()),
                                    reason(request.migration())));
                    long version = fenced.fenceVersion().orElse(fenced.version());
                    audit.did("FENCE_RAISED", version, table.alias() + " mode " + request.mode());
                    return new Raised(version, uri(request.table(), table));
                }));
    }

    @Override
    public Proof prove(Prove request) {
        return steps.reading(progress -> prove(request, tables));
    }

    private static Proof prove(Prove request, Tables tables) {
        return tables.registered(request.table(), (store, table) -> {
            if (request.mode() == FenceMode.NONE) {
                return new Proof(false, "Fence mode none lets every file writer in.");
            }
            PlainPathWriter.Attempt attempt =
                    PlainPathWriter.at(table.location()).attempt();
            if (attempt.refused()) {
                readThrough(table);
            }
            return new Proof(attempt.refused(), attempt.message());
        });
    }

    /** An ordinary reader still gets every file, and what keeps writers out is the fence. */
    private static void readThrough(TableState table) {
        KernelSnapshot snapshot = KernelLog.at(table.logLocation()).latest();
        if (!FenceText.fenced(snapshot.protocol())) {
            throw SqlDeltaErrors.refusedWithoutFence(table.alias(), snapshot.version());
        }
        try (RowCursor<?> files = snapshot.activeFiles()) {
            while (files.hasNext()) {
                files.next();
            }
        }
    }

    @Override
    public Lowered lower(Lower request) {
        return steps.once(
                Lowered.class,
                step -> tables.registered(request.table(), (store, table) -> {
                    UnfencedTable unfenced =
                            new Fence(store).lower(new LowerFence(table.tableId(), reason(request.migration())));
                    audit.did("FENCE_LOWERED", unfenced.version(), table.alias());
                    return new Lowered(unfenced.version(), table.location());
                }));
    }

    private static String reason(String migration) {
        return "migration " + migration;
    }

    private static String uri(TableRef asked, TableState table) {
        return "deltasql://" + asked.database() + "/" + table.alias();
    }
}
