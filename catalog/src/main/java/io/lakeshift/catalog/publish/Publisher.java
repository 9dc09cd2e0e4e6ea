package io.lakeshift.catalog.publish;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.CommitErrors;
import io.lakeshift.catalog.commit.FenceText;
import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.log.LogStorages;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.TableHead;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes ratified versions files in the log. It guarantees:
 *
 * <ol>
 *   <li>versions become files in order; a file is the ratified body byte for byte, except for the fence;
 *   <li>a file that is there already is never overwritten: with the same bytes it is our own, from before a crash;
 *       with others it stops ratifying and publishing until someone has looked;
 *   <li>any call may be killed anywhere and repeated; calls for one table take turns, across processes;
 *   <li>a checkpoint that fails holds up no version and is tried again with the next call.
 * </ol>
 */
public final class Publisher {
    public static final int DEFAULT_CHECKPOINT_INTERVAL = 10;

    private final CatalogStore store;
    private final LogOpener logs;
    private final Clock clock;
    private final CheckpointKeeper checkpoints;

    public Publisher(CatalogStore store) {
        this(store, LogStorages::open, Clock.systemUTC(), DEFAULT_CHECKPOINT_INTERVAL);
    }

    /** @param checkpointInterval versions from one checkpoint to the next, 1 or more */
    public Publisher(CatalogStore store, LogOpener logs, Clock clock, int checkpointInterval) {
        this.store = store;
        this.logs = logs;
        this.clock = clock;
        this.checkpoints = new CheckpointKeeper(store, clock, checkpointInterval);
    }

    /**
     * Publishes what is ratified, and the checkpoint that is due.
     *
     * @throws CatalogException FOREIGN_COMMIT; STORAGE_FAILED, TABLE_BUSY, DATABASE_UNREACHABLE (all retryable)
     */
    public PublishResult publishPending(UUID tableId) {
        return store.commits().exclusively("publish", tableId, () -> publish(tableId));
    }

    /** Age of the oldest version that is not yet a file; zero when all are. */
    public Duration lag(UUID tableId) {
        return store.publishing()
                .oldestUnpublished(tableId)
                .map(ratified -> Duration.between(ratified, clock.instant()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    private PublishResult publish(UUID tableId) {
        TableHead head = store.commits().head(tableId);
        LogStorage log = logs.open(store.tables()
                .find(tableId.toString())
                .orElseThrow(() -> CommitErrors.unknownTable(tableId))
                .logLocation());
        long first = head.publishedVersion() + 1;
        long next = first;
        while (next <= head.currentVersion()) {
            publishVersion(head, log, next);
            next++;
            if (next > head.currentVersion()) {
                head = store.commits().head(tableId);
            }
        }
        requireNoForeignNext(head, log);
        CheckpointKeeper.Outcome checkpoint = checkpoints.keep(head, log, next - 1, next > first);
        return new PublishResult(next - first, next - 1, checkpoint.version(), checkpoint.problem());
    }

    /** Whoever publishes is here, so a file above the head is someone else's: the sooner it is seen, the less is lost. */
    private void requireNoForeignNext(TableHead head, LogStorage log) {
        long next = head.currentVersion() + 1;
        try {
            log.size(LogNames.commit(next));
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw PublishErrors.storage(head.alias(), next, e);
        }
        // Draining has a file of our own there: the commit that lowers the fence.
        if (store.commits().head(head.tableId()).authority() == Authority.SQL) {
            throw foreign(head, log, next);
        }
    }

    private void publishVersion(TableHead head, LogStorage log, long version) {
        byte[] content = content(head, version);
        try {
            log.putIfAbsent(LogNames.commit(version), content);
        } catch (FileAlreadyExistsException e) {
            recogniseOwn(head, log, version, content);
        } catch (IOException e) {
            throw failed(head, version, PublishErrors.storage(head.alias(), version, e));
        }
        store.publishing().published(head.tableId(), version);
    }

    private byte[] content(TableHead head, long version) {
        Optional<CommitBody> body = store.rows().body(head.tableId(), version).map(CommitBody::of);
        if (body.isEmpty()) {
            throw failed(head, version, PublishErrors.bodyMissing(head.alias(), version));
        }
        return (head.fenced() ? FenceText.fence(body.get()) : body.get()).bytes();
    }

    private void recogniseOwn(TableHead head, LogStorage log, long version, byte[] content) {
        byte[] there;
        try {
            there = log.read(LogNames.commit(version));
        } catch (IOException e) {
            throw failed(head, version, PublishErrors.storage(head.alias(), version, e));
        }
        if (!Arrays.equals(there, content)) {
            throw foreign(head, log, version);
        }
    }

    private CatalogException foreign(TableHead head, LogStorage log, long version) {
        store.commits().startDraining(head.tableId());
        String location = log.location() + "/" + LogNames.commit(version);
        return failed(head, version, PublishErrors.foreign(head.alias(), version, location));
    }

    private CatalogException failed(TableHead head, long version, CatalogException problem) {
        store.publishing().failed(head.tableId(), version, String.valueOf(problem.getMessage()));
        return problem;
    }
}
