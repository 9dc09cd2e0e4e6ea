package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.kernel.CommitFile;
import io.lakeshift.catalog.kernel.CommitLines;
import io.lakeshift.catalog.kernel.KernelSnapshot;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.catalog.store.RowStore;
import io.lakeshift.catalog.store.VersionRow;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares, version by version and action by action, every commit that both sides hold, and the checkpoint that the
 * catalog's history starts with. Both sides are read as streams, so neither a long history nor a large commit is held.
 */
final class HistoryDiff {
    private final RowStore rows;
    private final UUID tableId;
    private final LogSide log;
    private final Drift drift;
    private final ActionFindings findings;
    private final VersionColumns columns;
    private final Runnable beat;
    private long actions;

    HistoryDiff(RowStore rows, UUID tableId, LogSide log, Drift drift, Runnable beat) {
        this.rows = rows;
        this.tableId = tableId;
        this.log = log;
        this.drift = drift;
        this.findings = new ActionFindings(drift);
        this.columns = new VersionColumns(drift, rows, tableId);
        this.beat = beat;
    }

    /** Compares the versions from and to inclusive; the catalog has a row for each unless something is wrong. */
    void compare(long from, long to) {
        try (RowCursor<VersionRow> versions = rows.versions(tableId, from, to);
                ActionReader sql = new ActionReader(rows.actions(tableId, from, to))) {
            long expected = from;
            while (versions.hasNext()) {
                VersionRow version = versions.next();
                for (; expected < version.version(); expected++) {
                    missingVersion(expected, sql);
                }
                expected = version.version() + 1;
                compare(version, sql);
                sql.skipTo(expected);
            }
            for (; expected <= to; expected++) {
                missingVersion(expected, sql);
            }
        }
    }

    private void missingVersion(long version, ActionReader sql) {
        drift.historyDiffers();
        drift.add(new DriftFinding(DriftCode.MISSING_IN_SQL, "dl_table_versions version " + version, "", "", ""));
        CommitFile commit = log.commits().get(version);
        if (commit != null) {
            compareActions(version, commit, sql);
        }
    }

    private void compare(VersionRow version, ActionReader sql) {
        CommitFile file = log.commits().get(version.version());
        boolean baseline = version.origin().equals("checkpoint");
        if (baseline) {
            compareBaseline(version.version());
        }
        if (file == null) {
            columns.compare(version, Optional.empty());
            return;
        }
        VersionColumns.Commit commit = baseline ? describe(file) : compareActions(version.version(), file, sql);
        columns.compare(version, Optional.of(commit));
        columns.compareBody(version, commit, () -> log.kernel().lines(file));
    }

    private VersionColumns.Commit describe(CommitFile file) {
        VersionColumns.Commit commit = new VersionColumns.Commit();
        try (CommitLines lines = log.kernel().lines(file)) {
            for (int position = 0; lines.hasNext(); position++) {
                commit.see(LogAction.of(lines.next()), position);
            }
            return commit.read(lines.sha256());
        }
    }

    private VersionColumns.Commit compareActions(long version, CommitFile file, ActionReader sql) {
        findings.at(version);
        VersionColumns.Commit commit = new VersionColumns.Commit();
        sql.skipTo(version);
        try (CommitLines lines = log.kernel().lines(file)) {
            for (int position = 0; lines.hasNext(); position++) {
                LogAction action = LogAction.of(lines.next());
                commit.see(action, position);
                compareAt(version, position, action, sql);
                if (++actions % 1_000 == 0) {
                    beat.run();
                }
            }
            for (ActionRow extra = sql.peek(version); extra != null; extra = sql.peek(version)) {
                findings.extraInSql(LogAction.of(sql.take()));
            }
            return commit.read(lines.sha256());
        }
    }

    private void compareAt(long version, int position, LogAction action, ActionReader sql) {
        ActionRow row = sql.peek(version);
        while (row != null && row.position() < position) {
            findings.extraInSql(LogAction.of(sql.take()));
            row = sql.peek(version);
        }
        if (row == null || row.position() > position) {
            findings.missingInSql(action);
            return;
        }
        LogAction found = LogAction.of(sql.take());
        if (!action.canonical().equals(found.canonical())) {
            findings.mismatch(action, found);
        }
        DerivedColumns.compare(row, found, findings);
    }

    private void compareBaseline(long version) {
        KernelSnapshot snapshot = checkpoint(version);
        if (snapshot == null) {
            return;
        }
        findings.at(version);
        FileMembers members = FileMembers.of(snapshot.metadata().path("configuration"));
        new ActionSets(
                        () -> LogSide.checkpoint(snapshot.checkpointActions().orElseThrow(), members),
                        () -> Cursors.map(
                                rows.actions(tableId, version, version), row -> members.ofCheckpoint(baseline(row))),
                        beat)
                .compare(findings);
    }

    private LogAction baseline(ActionRow row) {
        LogAction action = LogAction.of(row);
        DerivedColumns.compare(row, action, findings);
        return action;
    }

    /** Null where the log no longer has the checkpoint. */
    private @Nullable KernelSnapshot checkpoint(long version) {
        if (log.snapshot(log.version()).checkpointVersion().orElse(-1) < version) {
            return null;
        }
        KernelSnapshot snapshot = log.snapshot(version);
        return snapshot.checkpointActions().isPresent() ? snapshot : null;
    }
}
