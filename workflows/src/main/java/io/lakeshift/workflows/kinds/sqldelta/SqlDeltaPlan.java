package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.kinds.sqldelta.TableAssessments.Assessment;
import io.lakeshift.workflows.lifecycle.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * What will be done for one table, from what was asked and what was found. The hash covers what was asked of the table,
 * the strategy, and the facts that change the plan: the same in {@code plan}, {@code migrate} and every approval. Who
 * approves and how long the rollback window lasts do not change what is done.
 */
final class SqlDeltaPlan {
    private SqlDeltaPlan() {}

    static String hash(SqlDeltaPlanSpec spec, Policy policy, Assessment assessment) {
        return Digests.sha256(String.join(
                "\n",
                SqlDeltaMigration.KIND,
                spec.database().value(),
                spec.path(),
                spec.alias(),
                spec.mode().name(),
                spec.fence().name(),
                policy.strategy().name(),
                assessment.factsDigest()));
    }

    /** The assessment's findings and those about the plan itself; BLOCKERs first. */
    static Assessment withPlanFindings(SqlDeltaPlanSpec spec, Policy policy, Assessment assessment) {
        List<Finding> findings = new ArrayList<>();
        if (policy.strategy() == Policy.Strategy.HYBRID) {
            findings.add(Finding.blocker(
                    "STRATEGY_NOT_AVAILABLE",
                    "Strategy hybrid (dual write) is not available yet.",
                    "policy.strategy: hybrid",
                    "Write online or offline as policy.strategy."));
        }
        if (spec.fence() == FenceMode.CATALOG_MANAGED) {
            findings.add(Finding.blocker(
                    "FENCE_NOT_AVAILABLE",
                    "Fence catalogManaged is not available yet.",
                    "spec.fence: catalogManaged",
                    "Write feature as spec.fence."));
        }
        if (spec.fence() == FenceMode.NONE) {
            findings.add(Finding.warning(
                    "NO_FENCE",
                    "Nothing keeps file writers out after the cut over but a person's word that they are stopped.",
                    "spec.fence: none",
                    "Write feature as spec.fence."));
        }
        findings.addAll(assessment.findings());
        return new Assessment(
                assessment.path(),
                assessment.alias(),
                assessment.version(),
                assessment.deltaTableId(),
                assessment.size(),
                assessment.readerFeatures(),
                assessment.writerFeatures(),
                assessment.estimate(),
                assessment.factsDigest(),
                findings);
    }

    static List<String> steps(SqlDeltaPlanSpec spec, Policy policy) {
        List<String> steps = new ArrayList<>();
        if (policy.strategy() == Policy.Strategy.OFFLINE || spec.fence() == FenceMode.NONE) {
            steps.add("wait until somebody confirms that writers are stopped");
        }
        steps.add("import the log of " + spec.path() + " ("
                + (spec.mode().name().equals("FAST") ? "from the newest" + " checkpoint on" : "full history") + ") as "
                + spec.alias());
        steps.add("prove by an independent reader that catalog and log are equal");
        int quorum = policy.approval().quorum();
        steps.add(quorum == 0 ? "ask nobody" : "wait for " + quorum + (quorum == 1 ? " approval" : " approvals"));
        steps.add(
                spec.fence() == FenceMode.NONE
                        ? "hand the commits to SQL without a fence"
                        : "commit the fence and hand the commits to SQL");
        steps.add("publish, and prove that a file writer is refused and both sides are equal");
        steps.add("watch for " + policy.rollbackWindow() + ", in which one command rolls back");
        return steps;
    }
}
