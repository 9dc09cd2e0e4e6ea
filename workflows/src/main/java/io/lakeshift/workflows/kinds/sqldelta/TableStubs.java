package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.ActivityProfiles;
import io.temporal.workflow.Workflow;

/** How workflows call the table activities. For workflow code. */
public final class TableStubs {
    private TableStubs() {}

    public static TableAssessments assessments() {
        return Workflow.newActivityStub(TableAssessments.class, ActivityProfiles.metadataRead());
    }

    public static TableDiscovery discovery() {
        return Workflow.newActivityStub(TableDiscovery.class, ActivityProfiles.metadataRead());
    }

    public static TableHeads heads() {
        return Workflow.newActivityStub(TableHeads.class, ActivityProfiles.metadataRead());
    }

    public static TableImports imports() {
        return Workflow.newActivityStub(TableImports.class, ActivityProfiles.bulkCopy());
    }

    public static TableValidations validations() {
        return Workflow.newActivityStub(TableValidations.class, ActivityProfiles.bulkCopy());
    }
}
