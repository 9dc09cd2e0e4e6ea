package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable;
import io.lakeshift.workflows.kinds.syncedtables.RehearseRollback;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRefreshes;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRehearsals;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableRemovals;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSchedules;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSmokeTests;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableValidations;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWatches;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWirings;
import io.lakeshift.workflows.setup.SetUpRemovals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Synced tables as the workflows see them; how far a load is, is asked of a function of the looks so far. */
public final class TestingSyncedTable
        implements SyncedTableAssessments,
                SyncedTableImports,
                SyncedTableValidations,
                SyncedTableWirings,
                SyncedTableWatches,
                SyncedTableSchedules,
                SyncedTableSmokeTests,
                SyncedTableRemovals,
                SetUpRemovals,
                SyncedTableRefreshes,
                SyncedTableRehearsals {
    /** Every call that changes something, in order. */
    public final List<String> acts = new CopyOnWriteArrayList<>();

    public final List<SyncedTableImports.Look> looks = new CopyOnWriteArrayList<>();
    /** The state at the n-th look, from 0. */
    public volatile Function<Integer, Seen> progress = look -> seen(Standing.READY, 4, look);

    public volatile SyncMode decided = SyncMode.TRIGGERED;
    public volatile long bytes = 1_000;
    public volatile long databaseBytes = 8_000_000;
    public volatile int pipelineAfterTries;
    public volatile boolean byHand;
    public volatile boolean matches = true;
    public volatile int gonePolls = 2;
    public volatile int updateLooks = 2;
    /** The answer to the n-th ask of a smoke test, from 0. */
    public volatile Function<Integer, Answered> smokeTest = ask -> new Answered(true, false, "passed");

    public volatile Columns columns = Columns.ALIKE;
    public volatile Optional<Lag> lag = Optional.empty();
    private int asks;
    private int tries;
    private int goneLooks;
    private int updates;

    public static Seen seen(Standing standing, long version, long rows) {
        return new Seen(
                standing,
                "SYNCED_TABLE_" + standing,
                "",
                Optional.of("pipeline-1"),
                rows,
                1000,
                -1,
                version,
                Optional.empty());
    }

    @Override
    public Surveyed survey(Survey request) {
        return new Surveyed(List.of(), List.of(), List.of(new Limit("connections", "197 free")), databaseBytes);
    }

    @Override
    public Assessment assess(Assess request) {
        Decision decision =
                request.table().decision().orElse(new Decision(decided, "as asked", false, Optional.empty()));
        return new Assessment(
                request.table().source(),
                request.table().target(),
                decision,
                new Measured(4, 1000, bytes, -1),
                new Estimate(20, 0.1, 3, "formula"),
                List.of(Finding.info("NO_TRIGGER", "nothing triggers it")),
                "facts");
    }

    @Override
    public Prepared prepare(Prepare request) {
        acts.add("prepare " + request.decision().mode());
        return new Prepared(List.of());
    }

    @Override
    public synchronized Created create(Create request) {
        if (request.decision().pipelineOf().isPresent() && tries++ < pipelineAfterTries) {
            if (request.overdue()) {
                throw MigrationFailure.SYNC_OVERDUE.asApplicationFailure("There is no pipeline to share.", null);
            }
            return new Created(Outcome.PIPELINE_NOT_YET, "the pipeline of its leader");
        }
        if (byHand && !acts.contains("made by hand")) {
            throw MigrationFailure.BY_HAND.asApplicationFailure("Make it by hand.", null);
        }
        acts.add("create " + request.table().target().table() + " "
                + request.decision().mode());
        return new Created(Outcome.CREATED, "");
    }

    @Override
    public Seen look(Look request) {
        looks.add(request);
        if (byHand && !acts.contains("made by hand")) {
            return seen(Standing.ABSENT, -1, -1);
        }
        Seen seen = progress.apply(looks.size() - 1);
        if (seen.standing() == Standing.FAILED) {
            throw MigrationFailure.SYNC_FAILED.asApplicationFailure("It is SYNCED_TABLE_OFFLINE_FAILED.", null);
        }
        if (request.overdue() && seen.standing() != Standing.READY) {
            throw MigrationFailure.SYNC_OVERDUE.asApplicationFailure("It is not ready.", null);
        }
        return seen;
    }

    @Override
    public Verdict validate(Validate request) {
        acts.add("validate");
        return new Verdict(matches, 4, 1000, matches ? 1000 : 999, 800, 1900, "digest", List.of("by key"));
    }

    @Override
    public Wired wire(Wire request) {
        acts.add("wire");
        return new Wired(new ArrayList<>());
    }

    @Override
    public Watched watch(Watch request) {
        Seen seen = look(new Look(request.setup().lakebase(), request.table().target(), Duration.ZERO, false));
        return new Watched(seen, Optional.empty(), Optional.empty(), lag, columns, List.of());
    }

    @Override
    public Scheduled schedule(Schedule request) {
        acts.add("schedule " + request.refresh().every().orElseThrow());
        return new Scheduled(RefreshSyncedTable.workflowId(request.table().target()));
    }

    @Override
    public Unscheduled unschedule(Unschedule request) {
        acts.add("unschedule");
        return new Unscheduled(true);
    }

    @Override
    public Switched switchApplication(SwitchApplication request) {
        acts.add("switch application");
        return new Switched(List.of());
    }

    @Override
    public synchronized Answered ask(Ask request) {
        acts.add("smoke test");
        return smokeTest.apply(asks++);
    }

    @Override
    public Done switchApplicationBack(SwitchBack request) {
        acts.add("application back");
        return new Done(List.of());
    }

    @Override
    public Deleted deleteObject(Delete request) {
        acts.add("delete object");
        return new Deleted(true);
    }

    @Override
    public synchronized Gone look(LookGone request) {
        return new Gone(goneLooks++ >= gonePolls);
    }

    @Override
    public Done dropTable(DropTable request) {
        acts.add("drop table");
        return new Done(List.of());
    }

    @Override
    public Done removeSchemas(RemoveSchemas request) {
        acts.add("remove schemas");
        return new Done(List.of());
    }

    @Override
    public Removed removeSetUp(RemoveSetUp request) {
        acts.add("remove set-up");
        return new Removed(List.of());
    }

    @Override
    public synchronized Started start(Start request) {
        if (updates++ == 0) {
            return new Started("pipeline-1", Optional.empty(), "Another update is under way.");
        }
        acts.add("update " + table(request.target()));
        return new Started("pipeline-1", Optional.of("update-1"), "Update update-1 has started.");
    }

    private static String table(TableName name) {
        return name.table();
    }

    @Override
    public synchronized UpdateSeen look(LookAtUpdate request) {
        boolean done = updateLooks-- <= 0;
        return new UpdateSeen(done ? "COMPLETED" : "RUNNING", done, done, "");
    }

    /** So long did nothing move, at the longest, in what the looks were told. */
    public Duration longestQuiet() {
        return looks.stream()
                .map(SyncedTableImports.Look::quietFor)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Override
    public SyncedTableRehearsals.Looked table(LookAtTable request) {
        String name = request.target().table();
        return new SyncedTableRehearsals.Looked(List.of(
                new RehearseRollback.Step(RehearseRollback.Fate.REMOVED, name, "made"),
                new RehearseRollback.Step(RehearseRollback.Fate.LEFT, "pipeline of " + name, "shared")));
    }

    @Override
    public Around around(LookAround request) {
        return new Around(
                List.of(new RehearseRollback.Step(RehearseRollback.Fate.PUT_BACK, "application", "as it was")),
                List.of(
                        new RehearseRollback.Step(RehearseRollback.Fate.REMOVED, "schema", "made"),
                        new RehearseRollback.Step(RehearseRollback.Fate.LEFT, "sources", "never")));
    }
}
