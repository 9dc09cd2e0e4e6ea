package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.publish.Publisher;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.workflows.ActivityProgress;
import io.lakeshift.workflows.kinds.sqldelta.TableHeads;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Reads heads from the catalog and from the log's listing. */
public final class TableHeadsImpl implements TableHeads {
    private static final int MOST_LOOKS = 60;
    private static final Duration CHECK_CANCELLED = Duration.ofMillis(250);

    private final Tables tables;
    private final StepRunner steps;

    public TableHeadsImpl(Tables tables, StepRunner steps) {
        this.tables = tables;
        this.steps = steps;
    }

    @Override
    public Head readHead(ReadHead request) {
        return steps.reading(heartbeat -> tables.registered(request.table(), (store, table) -> {
            LogHead log = new LogHead(table.logLocation(), table.alias());
            settle(log, request.quiet(), table, heartbeat);
            // The catalog is read after the log, so that a commit of our own is never taken for a foreign one.
            return head(store, Tables.require(store, request.table()), log);
        }));
    }

    private static void settle(LogHead log, Duration quiet, TableState table, Consumer<ActivityProgress> heartbeat) {
        if (quiet.isZero()) {
            return;
        }
        long before = log.newestVersion();
        for (int look = 0; look < MOST_LOOKS; look++) {
            pause(quiet, new ActivityProgress("wait until the log stands still", before, look, 0, "looks"), heartbeat);
            long now = log.newestVersion();
            if (now == before) {
                return;
            }
            before = now;
        }
        throw TableErrors.logBusy(table.alias());
    }

    private static void pause(Duration quiet, ActivityProgress progress, Consumer<ActivityProgress> heartbeat) {
        long end = System.nanoTime() + quiet.toNanos();
        for (long left = quiet.toNanos(); left > 0; left = end - System.nanoTime()) {
            heartbeat.accept(progress);
            LockSupport.parkNanos(Math.min(left, CHECK_CANCELLED.toNanos()));
        }
    }

    private static Head head(CatalogStore store, TableState table, LogHead log) {
        long logVersion = log.newestVersion();
        return new Head(
                table.tableId().toString(),
                logVersion,
                table.currentVersion(),
                table.publishedVersion(),
                Authority.valueOf(table.authority().name()),
                table.fenceVersion(),
                log.foreignVersion(store, table),
                new Publisher(store).lag(table.tableId()).toMillis() / 1000.0);
    }
}
