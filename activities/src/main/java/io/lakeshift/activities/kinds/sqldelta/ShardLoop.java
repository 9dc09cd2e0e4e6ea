package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.metrics.PublishMetrics;
import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.CommitWatch;
import io.lakeshift.workflows.ActivityProgress;
import io.lakeshift.workflows.kinds.sqldelta.ShardPublishing.Ran;
import io.lakeshift.workflows.kinds.sqldelta.ShardPublishing.Run;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of a shard. A table is published by one thread at a time, different tables side by side, so that storage
 * that hangs under one table holds up no other. A table that fails is tried again after a while that doubles.
 */
final class ShardLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ShardLoop.class);
    private static final int THREADS = 4;
    private static final int LONGEST_VERSION_SECONDS = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Run run;
    private final CatalogStore store;
    private final PublishMetrics metrics;
    private final ExecutorService threads;
    private final Clock clock;
    private final Map<UUID, TableTurn> turns = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();
    private final AtomicLong worstLagMillis = new AtomicLong();

    ShardLoop(Run run, CatalogStore store, PublishMetrics metrics, Clock clock) {
        this.run = run;
        this.store = store;
        this.metrics = metrics;
        this.threads = threads(run.shard());
        this.clock = clock;
    }

    /** What is known of one table in this round; {@code busy} and {@code again} are guarded by the turn. */
    private static final class TableTurn {
        final TablePublisher publisher;
        boolean busy;
        boolean again;
        volatile int failures;
        volatile Instant notBefore = Instant.MIN;

        TableTurn(TablePublisher publisher) {
            this.publisher = publisher;
        }

        synchronized boolean take(Instant now) {
            boolean taken = !busy && !now.isBefore(notBefore);
            again = busy;
            busy |= taken;
            return taken;
        }

        /** @return whether a commit came while the table was being published, perhaps too late to be seen */
        synchronized boolean giveBack() {
            busy = false;
            return again;
        }
    }

    /** Once. @param heartbeat ends the round by throwing */
    Ran publish(Consumer<ActivityProgress> heartbeat) {
        Instant end = clock.instant().plus(run.atMost());
        try (CommitWatch watch = store.publishing().watch()) {
            for (Instant now = clock.instant(); now.isBefore(end); now = clock.instant()) {
                heartbeat.accept(new ActivityProgress("publish", -1, versions.get(), 0, "versions"));
                store.publishing().waiting().stream().filter(this::isOurs).forEach(this::submit);
                Duration left = Duration.between(clock.instant(), end);
                watch.await(left.compareTo(run.poll()) < 0 ? left : run.poll());
            }
        } finally {
            finishWhatIsBeingWritten();
        }
        return new Ran(sqlBackedTables(), failing(), versions.get(), worstLagMillis.get() / 1000.0);
    }

    private boolean isOurs(UUID tableId) {
        return Math.floorMod(tableId.hashCode(), run.shards()) == run.shard();
    }

    private void submit(UUID tableId) {
        TableTurn turn =
                turns.computeIfAbsent(tableId, id -> new TableTurn(new TablePublisher(id, store, metrics, clock)));
        if (turn.take(clock.instant())) {
            threads.execute(() -> publish(tableId, turn));
        }
    }

    private void publish(UUID tableId, TableTurn turn) {
        try {
            TablePublisher.Outcome outcome = turn.publisher.publish();
            versions.addAndGet(outcome.versions());
            worstLagMillis.accumulateAndGet(outcome.latency().toMillis(), Math::max);
            turn.failures = 0;
        } catch (RuntimeException e) {
            failed(tableId, turn, e);
        } finally {
            if (turn.giveBack()) {
                submit(tableId);
            }
        }
    }

    private void failed(UUID tableId, TableTurn turn, RuntimeException failure) {
        if (failure instanceof CatalogException busy && busy.error() == CatalogError.TABLE_BUSY) {
            // Somebody else publishes this table right now, which is as good.
            return;
        }
        int before = turn.failures;
        Duration pause = Duration.ofSeconds(1L << Math.min(before, 5));
        turn.notBefore = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        turn.failures = before + 1;
        LOG.atWarn()
                .addKeyValue("tableId", tableId)
                .addKeyValue("attempt", before + 1)
                .setCause(failure)
                .log("Publishing failed");
        turn.publisher.failed();
    }

    private int sqlBackedTables() {
        return (int) store.tables().all().stream()
                .filter(table -> table.authority() != Authority.FILES && isOurs(table.tableId()))
                .count();
    }

    private int failing() {
        return (int) turns.values().stream().filter(turn -> turn.failures > 0).count();
    }

    /** What is still in line when the round ends is left to the next one. */
    private static ExecutorService threads(int shard) {
        return new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, "lakeshift-publish-" + shard);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** A version gets the time to be recorded; one that does not is recognised and recorded by the next round. */
    private void finishWhatIsBeingWritten() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_VERSION_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
