package io.lakeshift.activities.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.Leases;
import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.syncedtables.SyncMode;
import io.lakeshift.workflows.syncedtables.SyncedTableAssessments;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.syncedtables.SyncedTablesSetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Assesses one table: everything that is wrong with it at once, and nothing changed. */
public final class SyncedTableAssessmentsImpl implements SyncedTableAssessments {
    private static final double HOURS_PER_DAY = 24;

    private final Workspaces workspaces;
    private final LakebaseConnections connections;
    private final StepRunner steps;
    private final Made made;
    private final SyncSlots slots;

    public SyncedTableAssessmentsImpl(
            Workspaces workspaces,
            LakebaseConnections connections,
            StepRunner steps,
            CreatedObjects objects,
            Leases leases) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.steps = steps;
        this.made = new Made(objects);
        this.slots = new SyncSlots(leases);
    }

    @Override
    public Surveyed survey(Survey request) {
        return steps.reading(progress -> {
            try {
                Workspace workspace = workspaces.of(request.setup().lakebase().profile());
                return new PlanSurvey(workspace, connections, made, slots, request).look();
            } catch (WorkspaceException e) {
                if (e.failure().retryable()) {
                    throw e;
                }
                return new Surveyed(List.of(SyncedTableFindings.failed(e)), List.of(), List.of());
            }
        });
    }

    @Override
    public Assessment assess(Assess request) {
        return steps.reading(progress -> {
            try {
                return look(request);
            } catch (WorkspaceException e) {
                if (e.failure().retryable()) {
                    throw e;
                }
                List<Finding> findings = new ArrayList<>(SourceChecks.ofNames(request.table()));
                findings.add(SyncedTableFindings.failed(e));
                return blocked(request.table(), findings);
            }
        });
    }

    private Assessment look(Assess request) {
        SyncedTablesSetup setup = request.setup();
        SyncedTableSpec spec = request.table();
        Workspace workspace = workspaces.of(setup.lakebase().profile());
        List<Finding> findings = new ArrayList<>(SourceChecks.ofNames(spec));
        Workspace.Identity identity = workspace.identity();
        Optional<SourceTable> found = workspace.catalog().table(spec.source());
        if (found.isEmpty()) {
            findings.add(SyncedTableFindings.sourceMissing(spec.source()));
            return blocked(spec, findings);
        }
        SourceTable source = found.get();
        ModeDecision mode = ModeDecision.of(spec, source);
        mode.finding().ifPresent(findings::add);
        findings.addAll(SourceChecks.of(spec, source));
        findings.addAll(new PlaceChecks(workspace, identity.userName(), setup, spec).ofCatalog(source));
        target(workspace, setup, spec, mode.decision()).ifPresent(findings::add);
        try (LakebaseDatabase database = connections.open(workspace, setup.lakebase())) {
            findings.addAll(LakebaseChecks.ofRoles(database, setup));
        }
        Sizes sizes = scan(workspace, setup, spec, source, findings);
        Estimate estimate = estimate(setup, mode.decision(), sizes, findings);
        if (mode.decision().mode() == SyncMode.CONTINUOUS) {
            findings.add(SyncedTableFindings.alwaysRuns());
        } else {
            findings.add(SyncedTableFindings.noTrigger(spec));
        }
        return new Assessment(
                spec.source(),
                spec.target(),
                mode.decision(),
                sizes.version(),
                sizes.rows(),
                estimate,
                worstFirst(findings),
                digest(source));
    }

    private record Sizes(long version, long rows) {}

    private static Sizes scan(
            Workspace workspace,
            SyncedTablesSetup setup,
            SyncedTableSpec spec,
            SourceTable source,
            List<Finding> findings) {
        Optional<String> warehouse = setup.lakebase().warehouse();
        if (warehouse.isEmpty()) {
            findings.add(SyncedTableFindings.notScanned());
            return new Sizes(-1, -1);
        }
        boolean keyKnown = findings.stream()
                .noneMatch(finding -> finding.code().equals("NO_PRIMARY_KEY")
                        || finding.code().equals("COLUMN_MISSING"));
        if (!keyKnown) {
            return new Sizes(-1, -1);
        }
        SourceScan scan = new SourceScan(workspace.warehouse(warehouse.get()), spec);
        SourceScan.Counts counts = scan.counts(source);
        if (counts.nullKeys() > 0) {
            findings.add(SyncedTableFindings.nullKeys(spec, counts.nullKeys()));
        }
        for (int i = 0; i < counts.textColumns().size(); i++) {
            if (counts.nullBytes().get(i) > 0) {
                findings.add(SyncedTableFindings.nullBytes(
                        spec, counts.textColumns().get(i), counts.nullBytes().get(i)));
            }
        }
        Optional<String> duplicates = scan.duplicateKeys();
        if (duplicates.isPresent() && spec.timeseriesKey().isEmpty()) {
            findings.add(SyncedTableFindings.duplicates(spec, duplicates.get()));
        }
        if (duplicates.isEmpty() && spec.timeseriesKey().isPresent()) {
            findings.add(SyncedTableFindings.timeseriesForNothing(spec));
        }
        return new Sizes(scan.version(source), counts.rows() - counts.nullKeys());
    }

    private static Optional<Finding> target(
            Workspace workspace, SyncedTablesSetup setup, SyncedTableSpec spec, Decision decision) {
        Optional<SyncedTable> there = workspace.syncedTables(setup.lakebase()).find(spec.target());
        if (there.isEmpty()) {
            return workspace
                    .catalog()
                    .table(spec.target())
                    .map(table -> SyncedTableFindings.targetTaken(spec.target()));
        }
        return Optional.of(SpecComparison.difference(there.get(), spec, decision, setup.lakebase())
                .map(difference -> SyncedTableFindings.existsDifferently(spec.target(), difference))
                .orElseGet(() -> SyncedTableFindings.existsAsWanted(spec.target())));
    }

    private static Estimate estimate(SyncedTablesSetup setup, Decision decision, Sizes sizes, List<Finding> findings) {
        if (sizes.rows() >= 0 && decision.mode() != SyncMode.CONTINUOUS) {
            double hours =
                    Estimates.runHours(setup.lakebase().backend(), setup.sizing(), decision.mode(), sizes.rows());
            if (hours > HOURS_PER_DAY && setup.sizing().runsPerMonth() >= 28) {
                findings.add(SyncedTableFindings.runTooLong(hours));
            }
        }
        return Estimates.of(
                setup.lakebase().backend(),
                setup.sizing(),
                decision.mode(),
                sizes.rows(),
                setup.sizing().tablesPerPipeline());
    }

    private static Assessment blocked(SyncedTableSpec spec, List<Finding> findings) {
        Decision asAsked = spec.decision().orElse(new Decision(spec.mode(), "as asked", false, Optional.empty()));
        return new Assessment(
                spec.source(), spec.target(), asAsked, -1, -1, Estimate.UNKNOWN, worstFirst(findings), "unknown");
    }

    private static List<Finding> worstFirst(List<Finding> findings) {
        return findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    }

    /** What changes the plan; not rows and versions, which move all the time. */
    private static String digest(SourceTable source) {
        return Digests.sha256(source.type() + "\n" + source.format() + "\n" + source.columns() + "\n"
                + source.primaryKey() + "\n" + source.filtered());
    }
}
