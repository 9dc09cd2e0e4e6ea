package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.ActivityProfiles;
import io.temporal.workflow.Workflow;

/** The ports of this kind, called by the usual profiles. For workflow code. */
public final class SyncedTableStubs {
    private SyncedTableStubs() {}

    static SyncedTableAssessments assessments() {
        return Workflow.newActivityStub(SyncedTableAssessments.class, ActivityProfiles.remoteCall());
    }

    static SyncedTableImports imports() {
        return Workflow.newActivityStub(SyncedTableImports.class, ActivityProfiles.remoteCall());
    }

    static SyncedTableValidations validations() {
        return Workflow.newActivityStub(SyncedTableValidations.class, ActivityProfiles.bulkCopy());
    }

    static SyncedTableWirings wirings() {
        return Workflow.newActivityStub(SyncedTableWirings.class, ActivityProfiles.bulkCopy());
    }

    static SyncedTableRemovals removals() {
        return Workflow.newActivityStub(SyncedTableRemovals.class, ActivityProfiles.remoteCall());
    }

    static SyncedTableSmokeTests smokeTests() {
        return Workflow.newActivityStub(SyncedTableSmokeTests.class, ActivityProfiles.remoteCall());
    }

    static SyncedTableSubsets subsets() {
        return Workflow.newActivityStub(SyncedTableSubsets.class, ActivityProfiles.remoteCall());
    }

    static SyncedTableWatches watches() {
        return Workflow.newActivityStub(SyncedTableWatches.class, ActivityProfiles.remoteCall());
    }

    static SyncedTableSchedules schedules() {
        return Workflow.newActivityStub(SyncedTableSchedules.class, ActivityProfiles.remoteCall());
    }

    static SyncedTableRefreshes refreshes() {
        return Workflow.newActivityStub(SyncedTableRefreshes.class, ActivityProfiles.remoteCall());
    }

    static SyncedTableRehearsals rehearsals() {
        return Workflow.newActivityStub(SyncedTableRehearsals.class, ActivityProfiles.remoteCall());
    }
}
