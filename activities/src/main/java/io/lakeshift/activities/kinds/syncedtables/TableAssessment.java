package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.PlaceFindings;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceFindings;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.lakebase.Occupant;
import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.Estimates;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assess;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assessment;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Estimate;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Measured;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One table, looked at from all sides. A side that cannot be looked at is a finding and hides no other. */
final class TableAssessment {
    /** With one of these there is no key to look for. */
    private static final Set<String> WITHOUT_KEY = Set.of("NO_PRIMARY_KEY", "COLUMN_MISSING");

    private final Workspace workspace;
    private final LakebaseConnections connections;
    private final SyncedTablesSetup setup;
    private final SyncedTableSpec spec;
    private final Estimates estimates;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<Occupant> occupant = Optional.empty();

    TableAssessment(Workspace workspace, LakebaseConnections connections, Assess request) {
        this.workspace = workspace;
        this.connections = connections;
        this.setup = request.setup();
        this.spec = request.table();
        this.estimates = Estimates.of(setup, spec);
    }

    Assessment look() {
        findings.addAll(SourceChecks.ofNames(spec));
        String principal = workspace.identity().userName();
        PlaceChecks places = new PlaceChecks(workspace, principal, setup, spec);
        Optional<SourceTable> found = source(places);
        attempt(() -> findings.addAll(places.ofTarget()));
        attempt(this::postgres);
        if (found.isEmpty()) {
            return blocked(spec, findings);
        }
        SourceTable source = found.get();
        ModeDecision mode = ModeDecision.of(spec, source);
        mode.finding().ifPresent(findings::add);
        if (mode.decision().enableChangeDataFeed()
                && setup.lakebase().warehouse().isEmpty()) {
            findings.add(ModeFindings.feedNeedsWarehouse(spec));
        }
        findings.addAll(SourceChecks.of(spec, source, principal));
        attempt(() -> findings.addAll(places.ofSource(source)));
        attempt(() -> target(mode.decision()).ifPresent(findings::add));
        List<Measured> measured = new ArrayList<>();
        attempt(() -> measured.add(scan(source)));
        return assessed(source, mode.decision(), measured.isEmpty() ? Measured.UNKNOWN : measured.get(0));
    }

    private void attempt(Runnable side) {
        PlanSurvey.attempt(findings, side);
    }

    /** Where it may not be read, the privileges that are missing say more than the refusal. */
    private Optional<SourceTable> source(PlaceChecks places) {
        try {
            Optional<SourceTable> found = workspace.catalog().table(spec.source());
            if (found.isEmpty()) {
                findings.add(PlaceFindings.sourceMissing(spec.source()));
            }
            return found;
        } catch (WorkspaceException e) {
            if (e.failure() != MigrationFailure.PERMISSION_DENIED) {
                throw e;
            }
            int before = findings.size();
            attempt(() -> findings.addAll(places.ofUnreadableSource()));
            if (findings.size() == before) {
                findings.add(WorkspaceFindings.failed(e));
            }
            return Optional.empty();
        }
    }

    /** In one login, which is what costs here. */
    private void postgres() {
        try (LakebaseDatabase database = connections.open(workspace, setup.lakebase())) {
            occupant = database.occupant(spec.target());
            findings.addAll(LakebaseChecks.ofRoles(database, setup));
            LakebaseChecks.ofWriters(database, spec.target()).ifPresent(findings::add);
        }
    }

    private Measured scan(SourceTable source) {
        Optional<String> warehouse = setup.lakebase().warehouse();
        if (warehouse.isEmpty()) {
            findings.add(RowFindings.notScanned());
            findings.addAll(SourceChecks.ofJsonUnseen(source));
            return Measured.UNKNOWN;
        }
        if (findings.stream().anyMatch(finding -> WITHOUT_KEY.contains(finding.code()))) {
            return Measured.UNKNOWN;
        }
        SourceScan scan = new SourceScan(workspace.warehouse(warehouse.get()), spec);
        SourceScan.Counts counts = scan.counts(source);
        findings.addAll(ScanChecks.of(spec, source, counts, scan));
        long rows = counts.rows() - counts.nullKeys();
        if (source.isView()) {
            return new Measured(-1, rows, -1, -1);
        }
        SourceHistory history = new SourceHistory(workspace.warehouse(warehouse.get()), spec, source);
        Optional<SourceHistory.Change> change = history.change(estimates.intervalHours());
        Measured measured = new Measured(
                history.version(),
                rows,
                history.bytes(),
                change.map(it -> it.share(rows)).orElse(-1.0));
        findings.add(ModeAdvice.of(spec, source, change, measured, estimates));
        return measured;
    }

    private Optional<Finding> target(Decision decision) {
        Optional<SyncedTable> there = workspace.syncedTables(setup.lakebase()).find(spec.target());
        if (there.isEmpty()) {
            return workspace
                    .catalog()
                    .table(spec.target())
                    .map(table -> TargetFindings.targetTaken(spec.target()))
                    .or(this::occupied);
        }
        return Optional.of(SpecComparison.difference(there.get(), spec, decision, setup.lakebase())
                .map(difference -> TargetFindings.existsDifferently(spec.target(), difference))
                .orElseGet(() -> TargetFindings.existsAsWanted(spec.target())));
    }

    /** A synced table replaces what has its name in PostgreSQL, whosever it is. */
    private Optional<Finding> occupied() {
        return occupant.map(there -> {
            if (!there.isSynced()) {
                return TargetFindings.nameTaken(spec.target(), there);
            }
            return spec.takeOver()
                    ? TargetFindings.orphanTakenOver(spec.target(), there)
                    : TargetFindings.orphan(spec.target(), there);
        });
    }

    private Assessment assessed(SourceTable source, Decision decision, Measured measured) {
        findings.addAll(ModeAdvice.ofSchedule(spec, decision.mode(), measured, estimates));
        if (decision.mode() == SyncMode.CONTINUOUS) {
            findings.add(ModeFindings.alwaysRuns(estimates.alwaysOn()));
        } else if (spec.upkeep().refresh().isEmpty()) {
            findings.add(ModeFindings.noTrigger(spec));
        }
        if (setup.sizing().speeds().accelerated()) {
            findings.add(ModeFindings.accelerated(spec));
        }
        return new Assessment(
                spec.source(),
                spec.target(),
                decision,
                measured,
                estimates.of(decision.mode(), measured, setup.sizing().tablesPerPipeline()),
                worstFirst(findings),
                digest(source));
    }

    static Assessment blocked(SyncedTableSpec spec, List<Finding> findings) {
        Decision asAsked = spec.decision().orElse(new Decision(spec.mode(), "as asked", false, Optional.empty()));
        return new Assessment(
                spec.source(),
                spec.target(),
                asAsked,
                Measured.UNKNOWN,
                Estimate.UNKNOWN,
                worstFirst(findings),
                "unknown");
    }

    private static List<Finding> worstFirst(List<Finding> findings) {
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    /** What changes the plan; not rows and versions, which move all the time. */
    private static String digest(SourceTable source) {
        return Digests.sha256(source.type() + "\n" + source.format() + "\n" + source.columns() + "\n"
                + source.primaryKey() + "\n" + source.filtered());
    }
}
