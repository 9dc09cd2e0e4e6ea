package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Look;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Seen;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWatches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Looks at a table in use. */
public final class SyncedTableWatchesImpl implements SyncedTableWatches {
    private static final int MOST_ERRORS = 3;

    /** What one connection tells. */
    private record InPostgres(Columns columns, List<String> hints) {}

    private final Workspaces workspaces;
    private final LakebaseConnections connections;
    private final StepRunner steps;
    private final Clock clock;

    public SyncedTableWatchesImpl(
            Workspaces workspaces, LakebaseConnections connections, StepRunner steps, Clock clock) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.steps = steps;
        this.clock = clock;
    }

    @Override
    public Watched watch(Watch request) {
        return steps.reading(progress -> {
            Lakebase lakebase = request.setup().lakebase();
            SyncedTableSpec spec = request.table();
            Workspace workspace = workspaces.of(lakebase.profile());
            Optional<SyncedTable> table = workspace.syncedTables(lakebase).find(spec.target());
            Seen seen =
                    new SyncedTableLook(workspace).seen(new Look(lakebase, spec.target(), Duration.ZERO, false), table);
            if (table.isEmpty()) {
                return new Watched(
                        seen, Optional.empty(), Optional.empty(), Optional.empty(), Columns.ALIKE, List.of());
            }
            Optional<SourceTable> source = workspace.catalog().table(spec.source());
            InPostgres inPostgres = inPostgres(workspace, lakebase, spec, source);
            return new Watched(
                    seen,
                    seen.pipelineId().flatMap(id -> pipeline(workspace, seen, id)),
                    table.get().syncedAt(),
                    lag(workspace, lakebase, spec, source, table.get()),
                    inPostgres.columns(),
                    inPostgres.hints());
        });
    }

    private static Optional<Pipeline> pipeline(Workspace workspace, Seen seen, String id) {
        List<String> errors = seen.standing() == Standing.READY
                ? List.of()
                : workspace.pipelines().errors(id, MOST_ERRORS);
        return workspace
                .pipelines()
                .find(id)
                .map(found -> new Pipeline(
                        id, found.name(), PipelinePage.url(workspace.identity().host(), id), errors));
    }

    private Optional<Lag> lag(
            Workspace workspace,
            Lakebase lakebase,
            SyncedTableSpec spec,
            Optional<SourceTable> source,
            SyncedTable table) {
        Optional<Lag> sinceSync = table.syncedAt().flatMap(Moments::parse).map(end -> new Lag(since(end), false));
        if (lakebase.warehouse().isEmpty() || source.isEmpty() || source.get().isView() || table.version() < 0) {
            return sinceSync;
        }
        SourceHistory history =
                new SourceHistory(workspace.warehouse(lakebase.warehouse().get()), spec, source.get());
        return history.version() <= table.version()
                ? Optional.empty()
                : history.oldestAfter(table.version())
                        .map(commit -> new Lag(since(commit), true))
                        .or(() -> sinceSync);
    }

    private Duration since(Instant moment) {
        Duration age = Duration.between(moment, clock.instant());
        return age.isNegative() ? Duration.ZERO : age.truncatedTo(ChronoUnit.SECONDS);
    }

    private InPostgres inPostgres(
            Workspace workspace, Lakebase lakebase, SyncedTableSpec spec, Optional<SourceTable> source) {
        if (source.isEmpty()) {
            return new InPostgres(
                    new Columns(List.of(), List.of("there is no " + spec.source() + " any more")), List.of());
        }
        try (LakebaseDatabase database = connections.open(workspace, lakebase)) {
            SchemaComparison found = SchemaComparison.of(
                    source.get().columns(), spec.primaryKey(), new TargetChecks(database, spec).target());
            return new InPostgres(
                    new Columns(found.added(), found.recreate()),
                    database.indexUse().hints(spec.target()));
        }
    }
}
