package io.lakeshift.sandbox.lakebase;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.TableCommit;
import io.lakeshift.sandbox.engine.TableDescription;
import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.faults.SyncFaults;
import io.lakeshift.sandbox.pipelines.Update;
import io.lakeshift.sandbox.state.Pace;
import io.lakeshift.sandbox.sync.Progress;
import io.lakeshift.sandbox.sync.SyncFailed;
import io.lakeshift.sandbox.sync.Synchronizer;
import io.lakeshift.sandbox.sync.TargetTable;
import io.lakeshift.sandbox.sync.TypeMap;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One table's way through its states in one update. */
final class TableSync {
    private static final int BATCH = 500;

    private final TableEngine engine;
    private final Databases databases;
    private final Synchronizer synchronizer;
    private final SyncFaults faults;
    private final Pace pace;
    private final Clock clock;

    TableSync(
            TableEngine engine,
            Databases databases,
            Synchronizer synchronizer,
            SyncFaults faults,
            Pace pace,
            Clock clock) {
        this.engine = engine;
        this.databases = databases;
        this.synchronizer = synchronizer;
        this.faults = faults;
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * Brings the table up to date.
     *
     * @param first whether this update has not looked at it before
     * @return whether there was something to do
     */
    boolean run(SyncedTable table, Update update, boolean first) throws SyncFailed {
        try {
            if (table.target().isEmpty()) {
                initial(table, update);
                return true;
            }
            return refresh(table, update, first);
        } catch (SyncFailed e) {
            fail(table, e);
            throw e;
        } catch (EngineException e) {
            SyncFailed failure = new SyncFailed("SOURCE_READ_ERROR", String.valueOf(e.getMessage()));
            fail(table, failure);
            throw failure;
        } catch (RuntimeException e) {
            SyncFailed failure = new SyncFailed("SYNCED_TABLE_INTERNAL_ERROR.UNEXPECTED", e.toString());
            failure.initCause(e);
            fail(table, failure);
            throw failure;
        }
    }

    private static void fail(SyncedTable table, SyncFailed e) {
        boolean serving = table.target().isPresent();
        table.enter(serving ? SyncState.ONLINE_PIPELINE_FAILED : SyncState.OFFLINE_FAILED, e.text());
    }

    private void initial(SyncedTable table, Update update) throws SyncFailed {
        stay(table, update, SyncState.PROVISIONING, "Synced table is being provisioned.");
        stay(table, update, SyncState.PROVISIONING_PIPELINE_RESOURCES, "Pipeline resources are being provisioned.");
        long version = engine.version(table.spec().source());
        Progress progress = begin(table, version, engine.countRows(table.spec().source(), version));
        stay(table, update, SyncState.PROVISIONING_INITIAL_SNAPSHOT, "The initial snapshot is being synced.");
        snapshot(table, version, progress);
        stay(table, update, SyncState.ONLINE, "Synced table is online.");
        rest(table);
    }

    private boolean refresh(SyncedTable table, Update update, boolean first) throws SyncFailed {
        boolean continuous = table.spec().policy() == Policy.CONTINUOUS;
        long version = engine.version(table.spec().source());
        long last = table.last().map(SyncedTable.Position::version).orElse(-1L);
        boolean full = table.needsFullRefresh() || table.spec().policy() == Policy.SNAPSHOT;
        if (continuous && !full && !first && version == last) {
            return false;
        }
        if (first) {
            stay(table, update, SyncState.ONLINE_UPDATING_PIPELINE_RESOURCES, "Pipeline resources are being updated.");
        }
        Progress progress =
                begin(table, version, full ? engine.countRows(table.spec().source(), version) : 0);
        if (!continuous) {
            stay(table, update, SyncState.ONLINE_TRIGGERED_UPDATE, "An update is in progress.");
        }
        if (full) {
            snapshot(table, version, progress);
        } else {
            changes(table, last, version, progress);
        }
        rest(table);
        return true;
    }

    private static void rest(SyncedTable table) {
        if (table.spec().policy() == Policy.CONTINUOUS) {
            table.enter(SyncState.ONLINE_CONTINUOUS_UPDATE, "Synced table is online and continuously updating.");
        } else {
            table.enter(SyncState.ONLINE_NO_PENDING_UPDATE, "Synced table is online. No update is pending.");
        }
    }

    private Progress begin(SyncedTable table, long version, long total) throws SyncFailed {
        Optional<SyncFaults.SyncFault> fault =
                faults.takeFailure(table.spec().name().toString());
        if (fault.isPresent()) {
            throw new SyncFailed(fault.get().error().orElseThrow(), fault.get().message());
        }
        Progress progress = new Progress(total, version, BATCH, pace::pauseBatch, table::deleting);
        table.begin(progress, clock.instant());
        return progress;
    }

    /** Enters a state and remains there for a step, or for as long as a fault holds it. */
    private void stay(SyncedTable table, Update update, SyncState state, String text) {
        table.enter(state, text);
        pace.pauseStep();
        while (faults.stuck(
                        table.spec().name().toString(),
                        state.wire(table.spec().home().plane()))
                && !update.stopping()
                && !table.deleting()) {
            pace.pauseStep();
        }
    }

    private void snapshot(SyncedTable table, long version, Progress progress) throws SyncFailed {
        Instant start = clock.instant();
        TargetTable target = target(table);
        synchronizer.loadSnapshot(table.spec().source(), version, target, progress);
        done(table, target, version, start);
    }

    private void changes(SyncedTable table, long last, long version, Progress progress) throws SyncFailed {
        Instant start = clock.instant();
        TargetTable before = table.target().orElseThrow();
        TargetTable target = target(table);
        if (version > last) {
            Synchronizer.refuseLostColumns(before, target);
            synchronizer.loadChanges(table.spec().source(), last, version, target, progress);
        }
        done(table, target, version, start);
    }

    private void done(SyncedTable table, TargetTable target, long version, Instant start) {
        Instant commit = engine.history(table.spec().source()).stream()
                .filter(it -> it.version() == version)
                .map(TableCommit::timestamp)
                .findFirst()
                .orElse(start);
        table.synced(target, new SyncedTable.Position(version, commit, start, clock.instant()));
    }

    private TargetTable target(SyncedTable table) throws SyncFailed {
        SyncedTableSpec spec = table.spec();
        TableDescription source = engine.describe(spec.source())
                .orElseThrow(() -> new SyncFailed(
                        "SOURCE_TABLE_NOT_FOUND", "Source table '%s' does not exist.".formatted(spec.source())));
        for (Column column : source.columns()) {
            if (TypeMap.toPostgres(column.type()).isEmpty()) {
                throw new SyncFailed(
                        "UNSUPPORTED_DATA_TYPE",
                        "Column '%s' has the unsupported type %s.".formatted(column.name(), column.type()));
            }
        }
        List<String> key = spec.key();
        return new TargetTable(
                databases.translate(spec.home(), spec.logicalDatabase()),
                spec.name().schema(),
                spec.name().table(),
                source.columns(),
                key,
                spec.timeseriesKey(),
                spec.typeOverrides(),
                table.creator());
    }
}
