package io.lakeshift.catalog.fence;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.CommitErrors;
import io.lakeshift.catalog.commit.FenceRestore;
import io.lakeshift.catalog.load.ImportListener;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.load.TableImporter;
import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.log.LogStorages;
import io.lakeshift.catalog.publish.LogNames;
import io.lakeshift.catalog.publish.LogOpener;
import io.lakeshift.catalog.publish.PublishResult;
import io.lakeshift.catalog.publish.Publisher;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.CommitStore;
import io.lakeshift.catalog.store.TableHead;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Hands the authority over a table's commits from the log to the catalog and back. It guarantees:
 *
 * <ol>
 *   <li>the fence is won by put-if-absent like any commit: a file writer that is faster is imported, never lost;
 *   <li>the catalog ratifies nothing before the fence stands and is imported;
 *   <li>no file writer is let in again before every ratified version is a file;
 *   <li>each call may be killed anywhere and repeated: it goes on from what the log and the catalog hold.
 * </ol>
 */
public final class Fence {
    private final CatalogStore store;
    private final LogOpener logs;
    private final Publisher publisher;
    private final Clock clock;
    private final CatchUp catchUp;
    private final TableShape shape;

    public Fence(CatalogStore store) {
        this(store, LogStorages::open, new Publisher(store), Clock.systemUTC(), importing(store));
    }

    public Fence(CatalogStore store, LogOpener logs, Publisher publisher, Clock clock, CatchUp catchUp) {
        this.store = store;
        this.logs = logs;
        this.publisher = publisher;
        this.clock = clock;
        this.catchUp = catchUp;
        this.shape = new TableShape(store.rows());
    }

    /**
     * Raises the fence and makes the catalog the authority. A table that stopped ratifying because of a foreign commit,
     * with its fence up and everything published again, goes on.
     *
     * @throws io.lakeshift.catalog.CatalogException HEAD_MOVED when the head is not the approved one (what is new is
     *     imported); LOG_FORKED when another catalog has fenced it; TABLE_BUSY, STORAGE_FAILED (retryable)
     */
    public FencedTable raise(RaiseFence request) {
        if (request.mode() == FenceMode.CATALOG_MANAGED) {
            throw FenceErrors.catalogManagedNotYet();
        }
        return store.commits().exclusively("fence", request.tableId(), () -> raiseAlone(request));
    }

    /**
     * Publishes everything that is ratified, removes the fence and makes the log the authority again. Changes nothing on
     * a table whose log is the authority, except that it removes a fence that a raise left behind when it was cut off.
     *
     * @throws io.lakeshift.catalog.CatalogException FOREIGN_COMMIT when another writer went past the fence;
     *     TABLE_BUSY, STORAGE_FAILED (retryable)
     */
    public UnfencedTable lower(LowerFence request) {
        return store.commits().exclusively("fence", request.tableId(), () -> lowerAlone(request));
    }

    private FencedTable raiseAlone(RaiseFence request) {
        TableHead head = store.commits().head(request.tableId());
        if (head.authority() == Authority.DRAINING) {
            return resume(head);
        }
        if (head.authority() == Authority.SQL) {
            return new FencedTable(head.currentVersion(), head.fenceVersion(), 0);
        }
        long caughtUp = 0;
        while (true) {
            caughtUp += catchUp(request.tableId());
            head = store.commits().head(request.tableId());
            if (head.currentVersion() < 0) {
                throw FenceErrors.notImported(head.alias());
            }
            Optional<CommitStore.RaisedFence> fence = standing(head);
            requireApproved(request, head, fence);
            if (fence.isPresent() || request.mode() == FenceMode.NONE) {
                if (store.commits().takeAuthority(request.tableId(), head.currentVersion(), fence)) {
                    publisher.publishPending(request.tableId());
                    return fenced(head, fence, caughtUp);
                }
            } else {
                put(head, FenceCommit.RAISE, shape.at(head, head.currentVersion()), request.reason());
            }
        }
    }

    private static FencedTable fenced(TableHead head, Optional<CommitStore.RaisedFence> fence, long caughtUp) {
        OptionalLong version = fence.isPresent() ? OptionalLong.of(fence.get().version()) : OptionalLong.empty();
        return new FencedTable(head.currentVersion(), version, caughtUp);
    }

    /** The fence commit in force, if it is ours: perhaps written by a run that was killed before it could tell. */
    private Optional<CommitStore.RaisedFence> standing(TableHead head) {
        Optional<Long> version = shape.fenceStanding(head, head.currentVersion());
        if (version.isEmpty()) {
            return Optional.empty();
        }
        if (!isOurs(head, version.get())) {
            throw FenceErrors.fencedByAnother(head.alias(), version.get());
        }
        return Optional.of(new CommitStore.RaisedFence(version.get(), shape.at(head, version.get() - 1)));
    }

    private boolean isOurs(TableHead head, long version) {
        return readCommit(head, version)
                .map(body -> FenceCommit.RAISE.isIn(body, head.tableId()))
                .orElse(false);
    }

    /** Approved is the version right below the fence, whether the fence is there already or comes now. */
    private static void requireApproved(RaiseFence request, TableHead head, Optional<CommitStore.RaisedFence> fence) {
        long approvable = fence.map(raised -> raised.version() - 1).orElse(head.currentVersion());
        if (request.expectedVersion().isPresent() && request.expectedVersion().getAsLong() != approvable) {
            throw FenceErrors.headMoved(head.alias(), request.expectedVersion().getAsLong(), approvable);
        }
    }

    private FencedTable resume(TableHead head) {
        publisher.publishPending(head.tableId());
        if (head.fenced() && nextIsOurs(head, FenceCommit.LOWER)) {
            throw FenceErrors.draining(head.alias());
        }
        store.commits().resumeRatifying(head.tableId());
        return new FencedTable(head.currentVersion(), head.fenceVersion(), 0);
    }

    private UnfencedTable lowerAlone(LowerFence request) {
        TableHead head = store.commits().head(request.tableId());
        if (head.authority() == Authority.FILES && !finishRaise(request.tableId())) {
            return new UnfencedTable(store.commits().head(request.tableId()).currentVersion(), 0);
        }
        store.commits().startDraining(request.tableId());
        PublishResult published = publisher.publishPending(request.tableId());
        head = store.commits().head(request.tableId());
        if (head.fenced()
                && !put(head, FenceCommit.LOWER, shape.unfenced(head), request.reason())
                && !nextIsOurs(head, FenceCommit.LOWER)) {
            throw FenceErrors.foreign(head.alias(), head.currentVersion() + 1);
        }
        store.commits().releaseAuthority(request.tableId());
        catchUp(request.tableId());
        return new UnfencedTable(
                store.commits().head(request.tableId()).currentVersion(), published.publishedVersions());
    }

    /**
     * A raise that was killed after its commit has shut the writers out, but nobody owns the commits yet. Finished, it can
     * be undone like any other; false where there is none.
     */
    private boolean finishRaise(UUID tableId) {
        while (true) {
            catchUp(tableId);
            TableHead head = store.commits().head(tableId);
            Optional<Long> fence =
                    head.currentVersion() < 0 ? Optional.empty() : shape.fenceStanding(head, head.currentVersion());
            if (fence.isEmpty() || !isOurs(head, fence.get())) {
                return false;
            }
            CommitStore.RaisedFence raised = new CommitStore.RaisedFence(fence.get(), shape.at(head, fence.get() - 1));
            if (store.commits().takeAuthority(tableId, head.currentVersion(), Optional.of(raised))) {
                return true;
            }
        }
    }

    /** Writes a fence commit as the next version; false when the version is taken. */
    private boolean put(TableHead head, FenceCommit kind, FenceRestore restore, String reason) {
        FenceCommit.Content content = new FenceCommit.Content(
                head.tableId(),
                restore,
                reason,
                clock.instant(),
                head.inCommitTimestamp().orElse(Long.MIN_VALUE));
        try {
            log(head)
                    .putIfAbsent(
                            LogNames.commit(head.currentVersion() + 1),
                            kind.body(content).bytes());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw FenceErrors.storage(head.alias(), e);
        }
    }

    private boolean nextIsOurs(TableHead head, FenceCommit kind) {
        return readCommit(head, head.currentVersion() + 1)
                .map(body -> kind.isIn(body, head.tableId()))
                .orElse(false);
    }

    private Optional<CommitBody> readCommit(TableHead head, long version) {
        try {
            return Optional.of(CommitBody.of(log(head).read(LogNames.commit(version))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FenceErrors.storage(head.alias(), e);
        }
    }

    private LogStorage log(TableHead head) {
        return logs.open(table(head.tableId()).logLocation());
    }

    private long catchUp(UUID tableId) {
        return catchUp.importNew(table(tableId));
    }

    private static CatchUp importing(CatalogStore store) {
        return table -> new TableImporter(store)
                .importTable(
                        ImportRequest.of(table.location())
                                .withLog(table.logLocation(), table.location())
                                .withAlias(table.alias()),
                        ImportListener.NONE)
                .versionsImported();
    }

    private TableState table(UUID tableId) {
        return store.tables().find(tableId.toString()).orElseThrow(() -> CommitErrors.unknownTable(tableId));
    }
}
