package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import java.util.ArrayList;
import java.util.List;

/** What will be done for one table, in words, and its hash: over what was asked, what was decided, and the facts. */
final class SyncedTablePlan {
    private SyncedTablePlan() {}

    static String hash(SyncedTablesSetup setup, SyncedTableSpec spec, Decision decision, String factsDigest) {
        return Digests.sha256(String.join(
                "\n",
                SyncedTableMigration.KIND,
                setup.lakebase().backend().name(),
                setup.lakebase().place(),
                setup.lakebase().database(),
                setup.staging().toString(),
                spec.source().full(),
                spec.target().full(),
                spec.primaryKey().toString(),
                spec.timeseriesKey().orElse(""),
                spec.indexes().toString(),
                setup.grants().toString(),
                setup.application().map(Object::toString).orElse(""),
                decision.mode() + (setup.sizing().speeds().accelerated() ? " accelerated" : ""),
                Boolean.toString(decision.enableChangeDataFeed()),
                decision.pipelineOf().map(TableName::full).orElse(""),
                (spec.upkeep().equals(Upkeep.NONE) ? "" : spec.upkeep().toString())
                        + (spec.takeOver() ? " taking over" : ""),
                factsDigest));
    }

    static List<String> steps(SyncedTablesSetup setup, SyncedTableSpec spec, Decision decision) {
        List<String> steps = new ArrayList<>();
        if (setup.staging().createIfMissing()) {
            steps.add("create schema " + setup.staging().catalog() + "."
                    + setup.staging().schema() + " where it is missing");
        }
        if (decision.enableChangeDataFeed()) {
            steps.add("enable the change data feed of " + spec.source());
        }
        steps.add("create synced table " + spec.target() + " from " + spec.source() + ", " + decision.mode()
                + (setup.sizing().speeds().accelerated() ? ", accelerated" : "")
                + decision.pipelineOf()
                        .map(leader -> ", in the pipeline of " + leader)
                        .orElse(", with a pipeline of its own"));
        steps.add("wait until it is online, then compare its rows with the source's");
        steps.add("wait for the approvals that the policy asks for");
        steps.add("create " + spec.indexes().size() + " indexes, grant SELECT to "
                + setup.grants().size() + " roles");
        setup.application().ifPresent(application -> {
            steps.add("once every table of the plan is there, set "
                    + String.join(", ", application.set().keySet()) + " in " + application.file());
            application
                    .smokeTest()
                    .ifPresent(test -> steps.add("smoke test, within " + test.within() + ": " + test.words()
                            + "; where it does not pass, put " + application.file() + " back"));
        });
        steps.add("watch; until its rollback window has passed, one command removes what was made");
        return steps;
    }
}
