package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.Column;
import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.lakebase.PointReads;
import io.lakeshift.workflows.ActivityProgress;
import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableValidations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares shapes, rows and values, and runs the plan's own queries. */
public final class SyncedTableValidationsImpl implements SyncedTableValidations {
    private final Workspaces workspaces;
    private final LakebaseConnections connections;
    private final StepRunner steps;

    public SyncedTableValidationsImpl(Workspaces workspaces, LakebaseConnections connections, StepRunner steps) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.steps = steps;
    }

    @Override
    public Verdict validate(Validate request) {
        return steps.reading(progress -> {
            Lakebase lakebase = request.setup().lakebase();
            Workspace workspace = workspaces.of(lakebase.profile());
            try (LakebaseDatabase database = connections.open(workspace, lakebase)) {
                return new OneValidation(workspace, lakebase, request.table(), database).run(progress);
            }
        });
    }

    /** One call's work. */
    private static final class OneValidation {
        private final Workspace workspace;
        private final Lakebase lakebase;
        private final SyncedTableSpec spec;
        private final LakebaseDatabase database;
        private final List<String> notes = new ArrayList<>();

        OneValidation(Workspace workspace, Lakebase lakebase, SyncedTableSpec spec, LakebaseDatabase database) {
            this.workspace = workspace;
            this.lakebase = lakebase;
            this.spec = spec;
            this.database = database;
        }

        Verdict run(Consumer<ActivityProgress> progress) {
            long version = ready().version();
            PointReads.Latency reads = new PointReads(database).latency(spec.target(), spec.primaryKey());
            Optional<SourceTable> source = workspace.catalog().table(spec.source());
            TargetChecks checks = new TargetChecks(database, spec);
            SchemaComparison.Target target = checks.target();
            boolean shapes =
                    source.map(table -> checks.shapes(table, target, notes)).orElse(true);
            boolean queries = checks.testQueries(notes);
            RowProof.Proven rows = source.isEmpty() || lakebase.warehouse().isEmpty()
                    ? counted(version)
                    : rows(source.get(), target, progress);
            notes.addAll(rows.notes());
            return verdict(shapes && queries && rows.same(), rows, reads);
        }

        private RowProof.Proven counted(long version) {
            return new RowProof.Proven(
                    true,
                    version,
                    -1,
                    database.count(spec.target()),
                    List.of("rows were not compared with the source: the plan names no SQL warehouse"));
        }

        private RowProof.Proven rows(
                SourceTable source, SchemaComparison.Target target, Consumer<ActivityProgress> progress) {
            List<ComparedColumn> columns = new ArrayList<>();
            List<String> leftOut = new ArrayList<>();
            source.columns().stream()
                    .filter(column -> target.has(column.name()))
                    .forEach(column -> ComparedColumn.of(column)
                            .ifPresentOrElse(columns::add, () -> leftOut.add(described(column))));
            List<ComparedColumn> key = key(columns);
            SourceScan scan =
                    new SourceScan(workspace.warehouse(lakebase.warehouse().orElseThrow()), spec);
            boolean versioned = !source.isView();
            if (key.size() < spec.primaryKey().size()) {
                return countsOnly(scan, versioned);
            }
            RowSides sides =
                    new RowSides(workspace.warehouse(lakebase.warehouse().orElseThrow()), database, spec, key);
            List<ComparedColumn> defined = columns;
            if (spec.timeseriesKey().isPresent()) {
                long ties = sides.ties(versioned ? ready().version() : -1);
                if (ties > 0) {
                    notes.add(ties + " keys have several rows with their latest "
                            + spec.timeseriesKey().get()
                            + ": which of them wins is not defined, so only the key and that column are compared");
                    defined = RowProof.defined(spec, columns);
                }
            }
            if (!leftOut.isEmpty()) {
                notes.add("not compared: " + String.join(", ", leftOut));
            }
            return new RowProof(sides, defined, this::ready, versioned, progress).prove();
        }

        private RowProof.Proven countsOnly(SourceScan scan, boolean versioned) {
            long version = ready().version();
            long expected = scan.expectedRows(version, versioned);
            long actual = database.count(spec.target());
            return new RowProof.Proven(
                    expected == actual,
                    version,
                    expected,
                    actual,
                    List.of("only counted: the key has a column whose values the two engines write differently"));
        }

        private List<ComparedColumn> key(List<ComparedColumn> columns) {
            return spec.primaryKey().stream()
                    .flatMap(name -> columns.stream()
                            .filter(column -> column.alike() && column.name().equalsIgnoreCase(name)))
                    .toList();
        }

        private SyncedTable ready() {
            SyncedTable table = workspace
                    .syncedTables(lakebase)
                    .find(spec.target())
                    .orElseThrow(() -> SyncedTableMessages.absent(spec.target()));
            if (table.standing() != Standing.READY) {
                throw table.standing() == Standing.WAITING
                        ? SyncedTableMessages.notReady(table)
                        : SyncedTableMessages.failed(table, List.of());
            }
            return table;
        }

        private static String described(Column column) {
            return column.name() + " (" + column.type() + ")";
        }

        private Verdict verdict(boolean matches, RowProof.Proven rows, PointReads.Latency reads) {
            long bound = Math.max(0, rows.version());
            String digest = Digests.sha256(
                    matches + "\n" + bound + "\n" + rows.expected() + "\n" + rows.actual() + "\n" + notes);
            return new Verdict(
                    matches,
                    bound,
                    rows.expected(),
                    rows.actual(),
                    reads.p50Micros(),
                    reads.p95Micros(),
                    digest,
                    notes);
        }
    }
}
