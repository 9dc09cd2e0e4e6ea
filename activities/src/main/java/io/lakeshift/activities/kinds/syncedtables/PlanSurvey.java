package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.SyncedTableInventory.Inventory;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.Workspace.Identity;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceFindings;
import io.lakeshift.activities.kinds.syncedtables.SyncSlots.Slots;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Limit;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.OfTable;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Survey;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Surveyed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at what the tables of a plan share. One part that cannot be looked at hides no other. */
final class PlanSurvey {
    private final Workspace workspace;
    private final LakebaseConnections connections;
    private final Made made;
    private final SyncSlots slots;
    private final Survey request;
    private final List<Finding> findings = new ArrayList<>();
    private final List<OfTable> ofTables = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();
    private long bytes = -1;

    PlanSurvey(Workspace workspace, LakebaseConnections connections, Made made, SyncSlots slots, Survey request) {
        this.workspace = workspace;
        this.connections = connections;
        this.made = made;
        this.slots = slots;
        this.request = request;
    }

    Surveyed look() {
        // First of all calls: a login that does not work would look like anything else.
        Identity identity = workspace.identityNow();
        attempt(findings, () -> workspace(identity));
        attempt(findings, this::sources);
        attempt(findings, this::lakebase);
        return new Surveyed(
                findings.stream()
                        .sorted(Comparator.comparing(Finding::severity))
                        .toList(),
                ofTables,
                limits,
                bytes);
    }

    private void workspace(Identity identity) {
        limits.add(new Limit("identity", identity.userName() + " at " + identity.host()));
        findings.addAll(WorkspaceChecks.ofHost(
                identity.host(), request.setup().lakebase().backend()));
        try {
            List<String> catalogs = workspace.catalog().catalogs();
            if (!catalogs.contains("system")) {
                findings.add(WorkspaceFindings.noSystemCatalog());
            }
        } catch (WorkspaceException e) {
            if (e.failure().retryable()) {
                throw e;
            }
            findings.add(WorkspaceFindings.noCatalogs(e));
        }
    }

    /** What a later look may answer is thrown on, for Temporal to repeat. */
    static void attempt(List<Finding> findings, Runnable part) {
        try {
            part.run();
        } catch (WorkspaceException e) {
            if (e.failure().retryable()) {
                throw e;
            }
            Finding finding = WorkspaceFindings.failed(e);
            if (!findings.contains(finding)) {
                findings.add(finding);
            }
        }
    }

    private void sources() {
        Inventory inventory = workspace.inventory().read(request.setup().lakebase());
        SourceQuota quota = new SourceQuota(inventory, made.ofAll(Made.Kind.SYNC_PLANNED));
        ofTables.addAll(quota.doNotFit(request.tables()));
        request.tables().forEach(table -> keeper(inventory, table.target()).ifPresent(ofTables::add));
        limits.addAll(quota.limits(request.tables()));
        if (!inventory.unseen().isEmpty()) {
            findings.add(LimitFindings.notCounted(inventory.unseen()));
        }
    }

    private Optional<OfTable> keeper(Inventory inventory, TableName target) {
        return inventory.tables().stream()
                .filter(table -> table.keepsTableOf(target, request.setup().lakebase()))
                .findFirst()
                .map(keeper -> new OfTable(target, TargetFindings.keptByAnother(target, keeper.name())));
    }

    private void lakebase() {
        try (LakebaseDatabase database =
                connections.openAnew(workspace, request.setup().lakebase())) {
            Slots slots = this.slots.slots(database);
            bytes = database.databaseBytes();
            limits.add(new Limit("connections", slots.text()));
            limits.add(new Limit(
                    "size", String.format(Locale.ROOT, "%.1f GB of 2 TB in database %s", bytes / 1e9, database())));
            findings.addAll(
                    LakebaseChecks.ofLimits(slots, bytes, request.tables().size()));
        }
    }

    private String database() {
        return request.setup().lakebase().database();
    }
}
