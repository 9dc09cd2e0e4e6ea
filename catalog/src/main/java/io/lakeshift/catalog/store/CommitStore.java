package io.lakeshift.catalog.store;

import io.lakeshift.catalog.commit.FenceRestore;
import io.lakeshift.catalog.commit.RatifiedCommit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Commits that the catalog decides, and who decides. */
public interface CommitStore {
    /** @throws io.lakeshift.catalog.CatalogException TABLE_UNKNOWN */
    TableHead head(UUID tableId);

    /**
     * Ratifies one commit of each of several tables, all or none, in one transaction that moves every head from
     * {@code version - 1} to {@code version}, keeps every action, and notifies the channel {@code lakeshift_ratified}
     * with each table's id. A commit that is there already, by transaction id or content, succeeds again unchanged. Each is
     * judged with its head locked, and that judgement is what becomes the version.
     *
     * @return in the order of the commits
     * @throws io.lakeshift.catalog.CatalogException COMMIT_CONFLICT, NOT_SQL_BACKED, TABLE_UNKNOWN, INVALID_INPUT or
     *     UNSUPPORTED_FEATURE
     */
    List<RatifiedCommit> ratify(List<? extends ProposedCommit> commits);

    /** One version, where it is a ratified one. */
    Optional<RatifiedVersion> ratified(UUID tableId, long version);

    /** Ratified versions from a version on, in order. */
    List<RatifiedVersion> ratifiedFrom(UUID tableId, long version);

    /**
     * Makes the catalog the authority, if the table's head still is the given one and file writers had it.
     *
     * @param fence what the fence commit was and what to restore; empty where none was written
     * @return false when the head has moved
     */
    boolean takeAuthority(UUID tableId, long head, Optional<RaisedFence> fence);

    /** From SQL to DRAINING: when this returns, no commit is being ratified and none will be. */
    void startDraining(UUID tableId);

    /** From DRAINING back to SQL. */
    void resumeRatifying(UUID tableId);

    /** From DRAINING to FILES, with the fence down. */
    void releaseAuthority(UUID tableId);

    /**
     * Runs work while no other caller anywhere runs work of the same kind on the same table.
     *
     * @throws io.lakeshift.catalog.CatalogException TABLE_BUSY when another one still runs after a short wait
     */
    <T> T exclusively(String kind, UUID tableId, Supplier<T> work);

    /** A fence commit and the shape it hides. */
    record RaisedFence(long version, FenceRestore restore) {}
}
