package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.ActivityProfiles;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.kinds.sqldelta.TableAssessments.Assessment;
import io.lakeshift.workflows.kinds.sqldelta.TableHeads.Head;
import io.lakeshift.workflows.kinds.sqldelta.TableImports.Imported;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations.Parity;
import io.lakeshift.workflows.lifecycle.MigrationPhases;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.lakeshift.workflows.lifecycle.Validation;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the life cycle does for a table whose metadata moves into SQL.
 *
 * <ol>
 *   <li>Proven means: catalog and log are equal at the log's head, and nothing came in while it was being proven.
 *   <li>A cut over counts as done when the fence is up, published, refuses an ordinary writer, and parity holds.
 *   <li>A rollback first refuses new SQL commits, then publishes everything, proves parity, and only then lowers the
 *       fence: nothing that was written is lost.
 * </ol>
 */
final class SqlDeltaPhases implements MigrationPhases {
    /** A log that is written to while it is compared is caught up this often before somebody has to look. */
    private static final int MOST_CATCH_UPS = 5;

    private static final Duration QUIET = Duration.ofMillis(500);

    private final TableAssessments assessments = TableStubs.assessments();
    private final TableImports imports = TableStubs.imports();
    private final TableValidations validations = TableStubs.validations();
    private final TableHeads heads = TableStubs.heads();
    private final TableFences fences = Workflow.newActivityStub(TableFences.class, ActivityProfiles.guardedStep());
    private final TablePublishing publishing =
            Workflow.newActivityStub(TablePublishing.class, ActivityProfiles.bulkCopy());
    private final String migration;
    private final SqlDeltaPlanSpec spec;
    private final Policy policy;
    private long provenVersion = -1;

    SqlDeltaPhases(String migration, SqlDeltaPlanSpec spec, Policy policy) {
        this.migration = migration;
        this.spec = spec;
        this.policy = policy;
    }

    @Override
    public Assessed assess() {
        Assessment assessment = SqlDeltaPlan.withPlanFindings(
                spec, policy, assessments.assess(new TableAssessments.Assess(spec.table(), spec.mode())));
        UnitFacts facts = UnitFacts.unknown(spec.alias())
                .withHeads(-1, assessment.version().orElse(-1), -1);
        return new Assessed(
                assessment.findings(),
                SqlDeltaPlan.hash(spec, policy, assessment),
                Optional.of(Math.round(Math.ceil(assessment.estimate().likely()))),
                facts);
    }

    @Override
    public boolean reliesOnFrozenWriters() {
        return spec.fence() == FenceMode.NONE;
    }

    @Override
    public UnitFacts importData(UnitFacts facts, Consumer<UnitFacts> seen) {
        return catchUp(facts);
    }

    private UnitFacts catchUp(UnitFacts facts) {
        Imported imported = imports.importTable(TableImports.Import.of(spec.table(), spec.mode()));
        return facts.withHeads(imported.version(), Math.max(facts.logVersion(), imported.version()), imported.version())
                .withFiles(
                        imported.tableId().orElse(""),
                        Math.max(0, facts.filesProcessed()) + imported.filesProcessed(),
                        imported.activeFiles());
    }

    @Override
    public Validated validate(UnitFacts facts) {
        UnitFacts now = facts;
        for (int round = 0; round < MOST_CATCH_UPS; round++) {
            now = catchUp(now);
            Parity parity = compare();
            now = now.withHeads(parity.sqlVersion(), parity.logVersion(), parity.logVersion());
            if (parity.status() == TableValidations.Status.DRIFT) {
                return new Validated(now, Optional.empty(), Optional.of(drift(parity)));
            }
            if (parity.sqlVersion() == parity.logVersion() && parity.status() == TableValidations.Status.OK) {
                return new Validated(
                        now, Optional.of(new Validation(parity.logVersion(), parity.digest())), Optional.empty());
            }
        }
        return new Validated(
                now,
                Optional.empty(),
                Optional.of(new Trouble(
                        MigrationFailure.LAG,
                        SqlDeltaErrors.neverCaughtUp(spec.alias(), now.version(), now.logVersion(), MOST_CATCH_UPS))));
    }

    @Override
    public UnitFacts readHead(UnitFacts facts, boolean settled) {
        return withHead(facts, head(settled ? QUIET : Duration.ZERO));
    }

    @Override
    public Checked cutOver(UnitFacts facts, Validation approved) {
        String uri = fences.raise(new TableFences.Raise(spec.table(), spec.fence(), approved.headVersion(), migration))
                .uri();
        UnitFacts raised = facts.withUri(uri);
        publishing.publishPending(new TablePublishing.PublishPending(spec.table()));
        if (spec.fence() != FenceMode.NONE) {
            TableFences.Proof proof = fences.prove(new TableFences.Prove(spec.table(), spec.fence()));
            if (!proof.refused()) {
                return Checked.trouble(
                        readHead(raised, false),
                        MigrationFailure.FENCE_NOT_HOLDING,
                        SqlDeltaErrors.fenceNotHolding(spec.alias(), proof.message()));
            }
        }
        return provePublished(raised);
    }

    @Override
    public Checked watch(UnitFacts facts) {
        Head head = head(Duration.ZERO);
        if (head.foreignVersion().isEmpty() && late(head)) {
            // The publisher may be down; what it left behind can be published from here.
            publishing.publishPending(new TablePublishing.PublishPending(spec.table()));
            head = head(Duration.ZERO);
        }
        UnitFacts now = withHead(facts, head);
        if (head.foreignVersion().isPresent()) {
            return Checked.trouble(
                    now,
                    MigrationFailure.FOREIGN_COMMIT,
                    SqlDeltaErrors.foreignCommit(
                            spec.alias(), head.foreignVersion().getAsLong()));
        }
        if (late(head)) {
            return Checked.trouble(
                    now,
                    MigrationFailure.LAG,
                    SqlDeltaErrors.publishingLate(spec.alias(), head.lagSeconds(), policy.lagObjective()));
        }
        boolean newlyPublished = head.publishedVersion() == head.version() && head.version() > provenVersion;
        return newlyPublished ? provePublished(now) : Checked.fine(now);
    }

    @Override
    public Checked rollBack(UnitFacts facts) {
        Head head = head(Duration.ZERO);
        if (head.authority() == TableHeads.Authority.FILES) {
            // Nothing was handed over, but a raise that was cut off may have left its commit in the log.
            return lowered(withHead(facts, head));
        }
        publishing.drain(new TablePublishing.Drain(spec.table(), migration));
        Checked drained = provePublished(facts);
        if (drained.trouble().isPresent()) {
            return drained;
        }
        if (drained.facts().version() != drained.facts().logVersion()) {
            return Checked.trouble(
                    drained.facts(),
                    MigrationFailure.LAG,
                    SqlDeltaErrors.notDrained(
                            spec.alias(),
                            drained.facts().version(),
                            drained.facts().logVersion()));
        }
        return lowered(drained.facts());
    }

    private Checked lowered(UnitFacts facts) {
        TableFences.Lowered lowered = fences.lower(new TableFences.Lower(spec.table(), migration));
        return Checked.fine(readHead(facts.withUri(lowered.uri()), false));
    }

    private Checked provePublished(UnitFacts facts) {
        Parity parity = compare();
        UnitFacts now = facts.withHeads(parity.sqlVersion(), parity.logVersion(), parity.logVersion());
        if (parity.status() == TableValidations.Status.DRIFT) {
            return new Checked(now, Optional.of(drift(parity)));
        }
        provenVersion = parity.logVersion();
        return Checked.fine(now.withFiles(parity.tableId(), now.filesProcessed(), parity.activeFiles()));
    }

    private Parity compare() {
        return validations.validate(TableValidations.Validate.heads(spec.table(), policy.lagObjective()));
    }

    private Head head(Duration quiet) {
        return heads.readHead(new TableHeads.ReadHead(spec.table(), quiet));
    }

    private boolean late(Head head) {
        return head.lagSeconds() * 1000 > policy.lagObjective().toMillis();
    }

    private Trouble drift(Parity parity) {
        return new Trouble(MigrationFailure.DRIFT, SqlDeltaErrors.drift(parity));
    }

    private static UnitFacts withHead(UnitFacts facts, Head head) {
        return facts.withHeads(head.version(), head.logVersion(), head.publishedVersion());
    }
}
