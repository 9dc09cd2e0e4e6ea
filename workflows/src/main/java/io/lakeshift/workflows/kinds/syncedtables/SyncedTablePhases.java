package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Backoff;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assess;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assessment;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Created;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Seen;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableValidations.Verdict;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWatches.Watched;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWirings.Switched;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import io.lakeshift.workflows.lifecycle.MigrationPhases;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.lakeshift.workflows.lifecycle.Validation;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the life cycle does for a table that goes to Lakebase.
 *
 * <ol>
 *   <li>Nothing is created before the assessment has passed; what is created is on record before it is asked for.
 *   <li>Proven means: the rows in PostgreSQL are those that the sync should have brought, at the version that it brought.
 *   <li>A cut over counts as done when every index is valid and every grant is there; the application is switched by the
 *       last table of the plan, and stays switched where its smoke test passes.
 *   <li>A rollback goes application, Unity Catalog, PostgreSQL, schemas; PostgreSQL only after Unity Catalog has
 *       forgotten the table. The source is never touched.
 * </ol>
 */
final class SyncedTablePhases implements MigrationPhases {
    private static final Duration FIRST_LOOK_FOR_GONE = Duration.ofSeconds(2);
    private static final Duration RAREST_LOOK_FOR_GONE = Duration.ofMinutes(10);
    /** Databricks forgets a table within minutes; after so long a person should know that it does not. */
    private static final Duration LONGEST_WAIT_FOR_GONE = Duration.ofHours(6);

    private final SyncedTableAssessments assessments = SyncedTableStubs.assessments();
    private final SyncedTableImports imports = SyncedTableStubs.imports();
    private final SyncedTableValidations validations = SyncedTableStubs.validations();
    private final SyncedTableWirings wirings = SyncedTableStubs.wirings();
    private final SyncedTableWatches watches = SyncedTableStubs.watches();
    private final SyncedTableSchedules schedules = SyncedTableStubs.schedules();
    private final SyncedTableRemovals removals = SyncedTableStubs.removals();
    private final SyncedTableSubsets subsets = SyncedTableStubs.subsets();
    private final String migration;
    private final String unit;
    private final SyncedTablesSetup setup;
    private final SyncedTableSpec table;
    private @Nullable Assessment assessment;

    SyncedTablePhases(SyncedTableMigration.Request request) {
        this.migration = request.migration();
        this.unit = request.unit();
        this.setup = request.setup();
        this.table = request.table();
    }

    @Override
    public Assessed assess() {
        Assessment found = look();
        Decision decision = found.decision();
        UnitFacts facts = SyncedTableFacts.planned(UnitFacts.unknown(table.alias()), table, decision, found);
        return new Assessed(
                found.findings(),
                SyncedTablePlan.hash(setup, table, decision, found.factsDigest()),
                found.estimate().importSeconds() < 0
                        ? Optional.empty()
                        : Optional.of(found.estimate().importSeconds()),
                facts);
    }

    @Override
    public boolean reliesOnFrozenWriters() {
        return false;
    }

    @Override
    public UnitFacts importData(UnitFacts facts, Consumer<UnitFacts> seenFacts) {
        Assessment found = assessment == null ? look() : assessment;
        imports.prepare(new SyncedTableImports.Prepare(setup, table, found.decision()));
        create(found.decision(), facts, seenFacts);
        SyncWait wait = new SyncWait(now(), found.estimate().importSeconds());
        while (true) {
            Seen seen = imports.look(new SyncedTableImports.Look(
                    setup.lakebase(), table.target(), wait.quietFor(now()), wait.overdue(now())));
            UnitFacts nowFacts = SyncedTableFacts.seen(facts, table, found.decision(), seen);
            seenFacts.accept(nowFacts);
            if (seen.standing() == Standing.READY) {
                return nowFacts;
            }
            wait.saw(seen, now());
            Workflow.sleep(wait.untilNextLook(now()));
        }
    }

    @Override
    public Validated validate(UnitFacts facts) {
        Verdict verdict = validations.validate(new SyncedTableValidations.Validate(setup, table));
        UnitFacts proven = SyncedTableFacts.validated(facts, verdict);
        if (!verdict.matches()) {
            return new Validated(
                    proven,
                    Optional.empty(),
                    Optional.of(new Trouble(MigrationFailure.DRIFT, SyncedTableErrors.rowsDiffer(table, verdict))));
        }
        return new Validated(
                proven, Optional.of(new Validation(verdict.version(), verdict.digest())), Optional.empty());
    }

    /**
     * A new commit of the source does not change what was approved: the pipeline brings it. So the head stays the one that
     * was validated; but a table that is no longer ready fails the look before the cut over.
     */
    @Override
    public UnitFacts readHead(UnitFacts facts, boolean settled) {
        if (!settled) {
            return facts;
        }
        Seen seen = imports.look(
                new SyncedTableImports.Look(setup.lakebase(), table.target(), Duration.ZERO, /* overdue */ true));
        return SyncedTableFacts.stillAs(facts, seen);
    }

    @Override
    public Checked cutOver(UnitFacts facts, Validation approved) {
        wirings.wire(new SyncedTableWirings.Wire(setup, table));
        Optional<String> schedule = scheduled()
                .map(refresh -> schedules
                        .schedule(new SyncedTableSchedules.Schedule(setup, table, refresh))
                        .id());
        UnitFacts kept = SyncedTableFacts.refreshed(facts, unit, table, schedule);
        return setup.application()
                .map(application -> switchApplication(kept, application))
                .orElseGet(() -> Checked.fine(kept));
    }

    private Checked switchApplication(UnitFacts facts, Application application) {
        Switched switched =
                wirings.switchApplication(new SyncedTableWirings.SwitchApplication(migration, unit, application));
        UnitFacts now = SyncedTableFacts.application(facts, SubsetWords.application(switched.waitingFor()));
        return switched.waitingFor().isEmpty()
                ? new ApplicationProof(migration, unit).of(now, application)
                : Checked.fine(now);
    }

    @Override
    public Checked watch(UnitFacts facts) {
        Watched watched = watches.watch(new SyncedTableWatches.Watch(setup, table));
        Seen seen = watched.seen();
        UnitFacts now = withApplication(SyncedTableFacts.watched(facts, unit, table, watched));
        if (seen.standing() == Standing.ABSENT || seen.standing() == Standing.DEGRADED) {
            return Checked.trouble(now, MigrationFailure.SYNC_FAILED, SyncedTableErrors.noLongerFresh(table, seen));
        }
        if (!watched.columns().recreate().isEmpty()) {
            return Checked.trouble(
                    now,
                    MigrationFailure.DRIFT,
                    SyncedTableErrors.recreateRequired(
                            unit, table, watched.columns().recreate()));
        }
        return Checked.fine(SyncedTableFacts.repaired(now, repair()));
    }

    /** Others may have been cut over since, given up, or rolled back. */
    private UnitFacts withApplication(UnitFacts facts) {
        return setup.application()
                .map(application -> SyncedTableFacts.application(
                        facts,
                        SubsetWords.application(
                                migration, subsets.look(new SyncedTableSubsets.Look(migration, application)))))
                .orElse(facts);
    }

    /** An index that is half built helps nobody, so an order waits until this is done. */
    private List<String> repair() {
        List<String> repaired = new ArrayList<>();
        Workflow.newDetachedCancellationScope(() -> repaired.addAll(
                        wirings.wire(new SyncedTableWirings.Wire(setup, table)).repaired()))
                .run();
        return repaired;
    }

    @Override
    public Checked rollBack(UnitFacts facts) {
        setup.application()
                .ifPresent(application -> removals.switchApplicationBack(
                        new SyncedTableRemovals.SwitchBack(migration, unit, application)));
        scheduled()
                .ifPresent(refresh ->
                        schedules.unschedule(new SyncedTableSchedules.Unschedule(migration, table.target())));
        boolean made = removals.deleteObject(
                        new SyncedTableRemovals.Delete(migration, setup.lakebase(), table.target()))
                .made();
        if (made) {
            if (!awaitGone()) {
                return Checked.trouble(facts, MigrationFailure.SYNC_OVERDUE, SyncedTableErrors.notGone(table));
            }
            removals.dropTable(new SyncedTableRemovals.DropTable(migration, setup.lakebase(), table.target()));
        }
        List<String> last = removals.removeSchemas(
                        new SyncedTableRemovals.RemoveSchemas(migration, setup.lakebase(), table.target()))
                .did();
        return Checked.fine(SyncedTableFacts.removed(facts, last));
    }

    /** PostgreSQL's table must stay while Unity Catalog still knows it: its pipeline would bring it back. */
    private boolean awaitGone() {
        Instant until = now().plus(LONGEST_WAIT_FOR_GONE);
        Backoff wait = new Backoff(FIRST_LOOK_FOR_GONE, RAREST_LOOK_FOR_GONE);
        while (!removals.look(new SyncedTableRemovals.LookGone(setup.lakebase(), table.target()))
                .gone()) {
            if (now().isAfter(until)) {
                return false;
            }
            Workflow.sleep(wait.next());
        }
        return true;
    }

    /** What a person makes by hand is there sooner than anybody says so. */
    @Override
    public Optional<Boolean> isMended(MigrationFailure failure) {
        if (failure != MigrationFailure.BY_HAND) {
            return Optional.empty();
        }
        Seen seen = imports.look(new SyncedTableImports.Look(setup.lakebase(), table.target(), Duration.ZERO, false));
        return Optional.of(seen.standing() != Standing.ABSENT);
    }

    /** The table whose pipeline this one shares is a unit of its own, and may need a person first; so may connections. */
    private void create(Decision decision, UnitFacts facts, Consumer<UnitFacts> seenFacts) {
        Turn turn = new Turn(now());
        while (true) {
            Created created =
                    imports.create(new SyncedTableImports.Create(setup, table, decision, turn.overdue(now())));
            if (!created.outcome().waits()) {
                return;
            }
            seenFacts.accept(SyncedTableFacts.waiting(facts, table, decision, created.waitingFor()));
            Workflow.sleep(turn.untilNextTry(now()));
        }
    }

    /** A table whose pipeline always runs has nothing to start. */
    private Optional<Upkeep.Refresh> scheduled() {
        return table.upkeep().refresh().filter(refresh -> table.effectiveMode() != SyncMode.CONTINUOUS);
    }

    private Assessment look() {
        Assessment found = assessments.assess(new Assess(setup, table));
        assessment = found;
        return found;
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
