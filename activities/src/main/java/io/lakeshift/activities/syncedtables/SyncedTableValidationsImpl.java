package io.lakeshift.activities.syncedtables;

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
import io.lakeshift.workflows.syncedtables.Standing;
import io.lakeshift.workflows.syncedtables.SyncMode;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.syncedtables.SyncedTableValidations;
import io.lakeshift.workflows.syncedtables.SyncedTablesSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares by counts and by checksums per bucket of keys. */
public final class SyncedTableValidationsImpl implements SyncedTableValidations {
    /** A table that moves while it is counted is counted again, so often. */
    private static final int MOST_ROUNDS = 5;

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
        return steps.reading(progress -> compare(request, progress));
    }

    private Verdict compare(Validate request, Consumer<ActivityProgress> progress) {
        SyncedTablesSetup setup = request.setup();
        SyncedTableSpec spec = request.table();
        Workspace workspace = workspaces.of(setup.lakebase().profile());
        try (LakebaseDatabase database = connections.open(workspace, setup.lakebase())) {
            Verdict verdict = round(workspace, setup, spec, database);
            for (int again = 1; again < MOST_ROUNDS && !verdict.matches(); again++) {
                progress.accept(new ActivityProgress("compare again", verdict.version(), again, MOST_ROUNDS, "rounds"));
                if (verdict.version() == ready(workspace, setup, spec).version()) {
                    return verdict;
                }
                verdict = round(workspace, setup, spec, database);
            }
            return verdict;
        }
    }

    private static Verdict round(
            Workspace workspace, SyncedTablesSetup setup, SyncedTableSpec spec, LakebaseDatabase database) {
        SyncedTable table = ready(workspace, setup, spec);
        long version = table.version();
        long actual = database.count(spec.target());
        List<String> notes = new ArrayList<>();
        PointReads.Latency reads = new PointReads(database).latency(spec.target(), spec.primaryKey());
        Optional<SourceTable> source = workspace.catalog().table(spec.source());
        if (setup.lakebase().warehouse().isEmpty() || source.isEmpty()) {
            notes.add("rows were not compared with the source: the plan names no SQL warehouse");
            return verdict(true, version, -1, actual, reads, notes);
        }
        SourceScan scan =
                new SourceScan(workspace.warehouse(setup.lakebase().warehouse().get()), spec);
        boolean versioned = !source.get().isView();
        long expected = scan.expectedRows(version, versioned);
        notes.add(
                "keys without NULL, each once, " + (versioned ? "at version " + version : "in the view as it is now"));
        if (expected != actual) {
            return verdict(false, version, expected, actual, reads, notes);
        }
        boolean sums = sums(scan, spec, source.get(), database, versioned ? version : -1, notes);
        return verdict(sums, version, expected, actual, reads, notes);
    }

    /** Rows that compete for a key have no defined winner among ties, so with a timeseries key only counts are compared. */
    private static boolean sums(
            SourceScan scan,
            SyncedTableSpec spec,
            SourceTable source,
            LakebaseDatabase database,
            long version,
            List<String> notes) {
        boolean moves =
                spec.decision().filter(it -> it.mode() == SyncMode.CONTINUOUS).isPresent();
        if (spec.timeseriesKey().isPresent() || moves) {
            notes.add("checksums left out: " + (moves ? "the table never stands still" : "it has a timeseries key"));
            return true;
        }
        BucketSums buckets = new BucketSums(spec, source);
        List<List<String>> there = scan.run(buckets.ofSource(version));
        List<List<String>> here = database.rows("sum up " + spec.target(), buckets.ofTarget(), BucketSums.COLUMNS);
        List<String> different = BucketSums.differences(there, here);
        notes.add("checksums over " + String.join(", ", buckets.compared())
                + (buckets.leftOut().isEmpty() ? "" : ", without " + String.join(", ", buckets.leftOut())));
        if (!different.isEmpty()) {
            notes.add("different in " + different.size() + " of " + there.size() + " buckets of keys: "
                    + String.join(", ", different.subList(0, Math.min(5, different.size()))));
        }
        return different.isEmpty();
    }

    private static SyncedTable ready(Workspace workspace, SyncedTablesSetup setup, SyncedTableSpec spec) {
        SyncedTable table = workspace
                .syncedTables(setup.lakebase())
                .find(spec.target())
                .orElseThrow(() -> SyncedTableMessages.absent(spec.target()));
        if (table.standing() != Standing.READY) {
            throw table.standing() == Standing.WAITING
                    ? SyncedTableMessages.notReady(table)
                    : SyncedTableMessages.failed(table, List.of());
        }
        return table;
    }

    private static Verdict verdict(
            boolean matches, long version, long expected, long actual, PointReads.Latency reads, List<String> notes) {
        long bound = Math.max(0, version);
        String digest = Digests.sha256(matches + "\n" + bound + "\n" + expected + "\n" + actual + "\n" + notes);
        return new Verdict(matches, bound, expected, actual, reads.p50Micros(), reads.p95Micros(), digest, notes);
    }
}
