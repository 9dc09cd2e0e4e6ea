package io.lakeshift.activities.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.workflows.syncedtables.Lakebase;
import io.lakeshift.workflows.syncedtables.Standing;
import io.lakeshift.workflows.syncedtables.SyncedTableImports.Look;
import io.lakeshift.workflows.syncedtables.SyncedTableImports.Seen;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.syncedtables.SyncedTableWatches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Looks at a table in use. */
public final class SyncedTableWatchesImpl implements SyncedTableWatches {
    private static final int MOST_ERRORS = 3;

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
            Seen seen = new SyncedTableLook(workspace).seen(new Look(lakebase, spec.target(), Duration.ZERO, false));
            Optional<SyncedTable> table = seen.standing() == Standing.ABSENT
                    ? Optional.empty()
                    : workspace.syncedTables(lakebase).find(spec.target());
            return new Watched(
                    seen,
                    seen.pipelineId().flatMap(id -> pipeline(workspace, seen, id)),
                    table.flatMap(SyncedTable::syncedAt),
                    table.flatMap(it -> lag(workspace, lakebase, spec, it)),
                    table.isPresent() ? columns(workspace, lakebase, spec) : Columns.ALIKE);
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

    private Optional<Lag> lag(Workspace workspace, Lakebase lakebase, SyncedTableSpec spec, SyncedTable table) {
        Optional<SourceTable> source = workspace.catalog().table(spec.source());
        if (lakebase.warehouse().isPresent()
                && source.filter(it -> !it.isView()).isPresent()
                && table.version() >= 0) {
            return new SourceScan(workspace.warehouse(lakebase.warehouse().get()), spec)
                    .oldestAfter(table.version())
                    .map(commit -> new Lag(since(commit), true));
        }
        return table.syncedAt().flatMap(SyncedTableWatchesImpl::instant).map(end -> new Lag(since(end), false));
    }

    private Duration since(Instant moment) {
        Duration age = Duration.between(moment, clock.instant());
        return age.isNegative() ? Duration.ZERO : age.truncatedTo(ChronoUnit.SECONDS);
    }

    private Columns columns(Workspace workspace, Lakebase lakebase, SyncedTableSpec spec) {
        Optional<SourceTable> source = workspace.catalog().table(spec.source());
        if (source.isEmpty()) {
            return new Columns(List.of(), List.of("there is no " + spec.source() + " any more"));
        }
        try (LakebaseDatabase database = connections.open(workspace, lakebase)) {
            SchemaComparison found = SchemaComparison.of(
                    source.get().columns(), spec.primaryKey(), new TargetChecks(database, spec).target());
            return new Columns(found.added(), found.recreate());
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
