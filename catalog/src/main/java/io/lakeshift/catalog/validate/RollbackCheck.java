package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.kernel.CommitFile;
import io.lakeshift.catalog.kernel.KernelLog;
import io.lakeshift.catalog.kernel.KernelSnapshot;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.catalog.store.VersionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;

/** Whether a table could go back to its log files now. Looks at the log itself and changes nothing. */
public final class RollbackCheck {
    private final CatalogStore store;

    public RollbackCheck(CatalogStore store) {
        this.store = store;
    }

    /**
     * Versions that the catalog ratified and has not yet published stand in no way: a rollback publishes them first.
     *
     * @param table the table's UUID or alias
     * @throws CatalogException TABLE_UNKNOWN or a database error; an unusable log is an answer
     */
    public Answer check(String table) {
        TableState state = store.tables().find(table).orElseThrow(() -> ValidateErrors.unknownTable(table));
        List<String> reasons = new ArrayList<>();
        long logVersion = -1;
        OptionalLong target = OptionalLong.empty();
        try {
            KernelLog log = KernelLog.at(state.logLocation());
            NavigableMap<Long, CommitFile> commits = log.commits();
            target = new HealthyVersion(log, commits).newest();
            KernelSnapshot newest = log.latest();
            logVersion = newest.version();
            whole(state, target, logVersion, reasons);
            gaps(state, newest, commits, reasons);
            ahead(state, logVersion, reasons);
            recreated(state, newest, reasons);
        } catch (CatalogException e) {
            reasons.add(String.valueOf(e.getMessage()));
        }
        return new Answer(
                state.tableId().toString(),
                state.alias(),
                reasons.isEmpty(),
                state.currentVersion(),
                logVersion,
                target,
                reasons);
    }

    private static void whole(TableState state, OptionalLong target, long logVersion, List<String> reasons) {
        if (target.isEmpty() || target.getAsLong() < logVersion) {
            reasons.add(ValidateErrors.newestNotWhole(logVersion, state.logLocation()));
        }
    }

    /** From the checkpoint that the newest state builds on, every version up to the head must be a file, or waiting. */
    private void gaps(
            TableState state, KernelSnapshot newest, NavigableMap<Long, CommitFile> commits, List<String> reasons) {
        long checkpoint = newest.checkpointVersion().orElse(-1);
        for (long version = checkpoint + 1; version <= state.currentVersion(); version++) {
            if (!commits.containsKey(version) && !waits(state, version)) {
                reasons.add(ValidateErrors.versionNotInLog(version, state.logLocation()));
                return;
            }
        }
    }

    private boolean waits(TableState state, long version) {
        if (state.authority() == Authority.FILES || version <= state.publishedVersion()) {
            return false;
        }
        try (RowCursor<VersionRow> row = store.rows().versions(state.tableId(), version, version)) {
            return row.hasNext() && row.next().bodySha256() != null;
        }
    }

    private static void ahead(TableState state, long logVersion, List<String> reasons) {
        if (state.authority() != Authority.FILES && logVersion > state.currentVersion()) {
            reasons.add(ValidateErrors.foreignVersions(state.currentVersion(), logVersion, state.logLocation()));
        }
    }

    private static void recreated(TableState state, KernelSnapshot newest, List<String> reasons) {
        String id = newest.metadata().path("id").asText();
        if (state.deltaTableId().filter(known -> !known.equals(id)).isPresent()) {
            reasons.add(ValidateErrors.recreated(
                    state.logLocation(), id, state.deltaTableId().get()));
        }
    }

    /**
     * @param logVersion newest version in the log, -1 where none can be read
     * @param targetVersion newest version that readers of the log can still get to: what is left to go back to; empty
     *     where there is none
     * @param reasons why it is not possible, each with what to do; empty when it is
     */
    public record Answer(
            String tableId,
            String alias,
            boolean possible,
            long sqlVersion,
            long logVersion,
            OptionalLong targetVersion,
            List<String> reasons) {
        public Answer {
            reasons = List.copyOf(reasons);
        }
    }
}
