package io.lakeshift.workflows.kinds.sqldelta;

import io.temporal.activity.ActivityInterface;

/** Port: who owns a table's commits. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "Fence")
public interface TableFences {
    /**
     * Commits the fence and hands the commits to SQL. Won by put-if-absent: where a legacy writer takes the version
     * first, imports that commit and tries the next. The second time: the same answer, nothing new.
     */
    Raised raise(Raise request);

    /**
     * Tries an ordinary writer's commit on the plain path, without leaving a trace where it succeeds.
     * The second time: tries again.
     */
    Proof prove(Prove request);

    /**
     * Commits the removal of the fence and hands the commits to the files; also of a fence whose raise was cut off before
     * SQL owned anything. Without a fence, and the second time: nothing, and the same answer.
     */
    Lowered lower(Lower request);

    /**
     * @param expectedHead the head that was approved; a head that has moved fails with {@code COMMIT_CONFLICT} before
     *     anything is written, so that it can be caught up, proven and asked about again
     */
    record Raise(TableRef table, FenceMode mode, long expectedHead, String migration) {}

    /**
     * @param version the fence commit's version; with mode none, the head
     * @param uri what writers use from now on, without a secret: {@code deltasql://<catalog alias>/<table>}
     */
    record Raised(long version, String uri) {}

    record Prove(TableRef table, FenceMode mode) {}

    /**
     * @param refused the writer was refused by its own reading of the protocol
     * @param message what it said
     */
    record Proof(boolean refused, String message) {}

    record Lower(TableRef table, String migration) {}

    /**
     * @param version the version of the commit that removed the fence
     * @param uri what writers use again
     */
    record Lowered(long version, String uri) {}
}
