package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets.Looked;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets.Stage;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets.Subset;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import io.lakeshift.workflows.lifecycle.MigrationPhases;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.lakeshift.workflows.lifecycle.Validation;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the life cycle does where an application is switched without some of its tables.
 *
 * <ol>
 *   <li>Every table is either cut over or named as left out; what is named has really ended.
 *   <li>The approval is for exactly these tables: where one more is cut over, or one less, it is asked again.
 *   <li>The tables themselves are never touched.
 * </ol>
 */
final class SwitchSubsetPhases implements MigrationPhases {
    private final SyncedTableSubsets subsets = SyncedTableStubs.subsets();
    private final SyncedTableRemovals removals = SyncedTableStubs.removals();
    private final SwitchSubset.Request request;
    private final String unit;
    private final Application application;

    SwitchSubsetPhases(SwitchSubset.Request request) {
        this.request = request;
        this.unit = SwitchSubset.unit(request.migration());
        this.application = request.application();
    }

    @Override
    public Assessed assess() {
        Looked looked = look();
        return new Assessed(
                SubsetWords.findings(request, looked),
                Digests.sha256(SwitchSubset.KIND + "\n" + application + "\n" + request.without()),
                Optional.empty(),
                SubsetWords.facts(UnitFacts.unknown(unit.substring(unit.indexOf('/') + 1)), request, looked));
    }

    @Override
    public boolean reliesOnFrozenWriters() {
        return false;
    }

    /** The tables are there already. */
    @Override
    public UnitFacts importData(UnitFacts facts, Consumer<UnitFacts> seen) {
        return facts;
    }

    @Override
    public Validated validate(UnitFacts facts) {
        Looked looked = look();
        UnitFacts now = SubsetWords.facts(facts, request, looked);
        List<Finding> findings = SubsetWords.findings(request, looked);
        return findings.isEmpty()
                ? new Validated(now, Optional.of(subset(looked).validation()), Optional.empty())
                : new Validated(
                        now,
                        Optional.empty(),
                        Optional.of(new Trouble(
                                MigrationFailure.BLOCKED_BY_ASSESSMENT, SubsetWords.noLonger(findings.get(0)))));
    }

    @Override
    public UnitFacts readHead(UnitFacts facts, boolean settled) {
        return SubsetWords.facts(facts, request, look());
    }

    @Override
    public Checked cutOver(UnitFacts facts, Validation approved) {
        subsets.switchTo(
                new SyncedTableSubsets.SwitchTo(request.migration(), application, request.without(), approved));
        return new ApplicationProof(request.migration(), unit)
                .of(SubsetWords.facts(facts, request, look()), application);
    }

    /** A table that is rolled back puts the application back; that is told, and is what was wanted. */
    @Override
    public Checked watch(UnitFacts facts) {
        return Checked.fine(SubsetWords.facts(facts, request, look()));
    }

    @Override
    public Checked rollBack(UnitFacts facts) {
        removals.switchApplicationBack(new SyncedTableRemovals.SwitchBack(request.migration(), unit, application));
        return Checked.fine(SubsetWords.facts(facts, request, look()));
    }

    private Looked look() {
        return subsets.look(new SyncedTableSubsets.Look(request.migration(), application));
    }

    private Subset subset(Looked looked) {
        return new Subset(looked.in(Stage.CUT_OVER), request.without());
    }
}
