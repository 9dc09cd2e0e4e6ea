package io.lakeshift.cli.session;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableStatus;
import io.lakeshift.workflows.lifecycle.Attention;
import io.lakeshift.workflows.lifecycle.Progress;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import java.time.Instant;
import java.util.Optional;

/**
 * One table of a migration, as it is printed; the members are part of the public contract.
 *
 * @param running a workflow works on it or waits; false where only the ledger knows of it
 * @param waitingFor what it waits for, for people
 * @param syncedTable of a migration of kind syncedtables only
 */
public record UnitView(
        String id,
        String alias,
        Phase phase,
        Instant since,
        long version,
        long publishedVersion,
        long activeFiles,
        int percent,
        boolean running,
        boolean takenUp,
        int attempt,
        Optional<String> planHash,
        Optional<String> waitingFor,
        Optional<String> error,
        Optional<SyncedTableStatus> syncedTable) {
    public static UnitView of(UnitOfWork unit, Optional<Progress> progress) {
        Phase phase = progress.map(Progress::phase).orElse(unit.state().phase());
        UnitFacts facts = progress.map(Progress::facts).orElse(unit.state().facts());
        return new UnitView(
                unit.unitId(),
                facts.alias(),
                phase,
                progress.map(Progress::since).orElse(unit.phaseSince()),
                facts.version(),
                facts.publishedVersion(),
                facts.activeFiles(),
                progress.map(Progress::percent).orElse(phase.terminal() ? 100 : -1),
                progress.isPresent(),
                unit.takenUp(),
                unit.attempt(),
                unit.state().planHash(),
                progress.flatMap(Progress::waitingFor),
                progress.map(Progress::attention)
                        .orElse(unit.state().attention())
                        .map(Attention::message),
                Optional.of(unit.kind())
                        .filter(SyncedTableMigration.KIND::equals)
                        .map(kind -> SyncedTableStatus.of(facts)));
    }

    /** Nothing will happen any more by itself. */
    public boolean atRest() {
        return phase.terminal() || phase.waiting() || phase == Phase.WATCHING;
    }
}
