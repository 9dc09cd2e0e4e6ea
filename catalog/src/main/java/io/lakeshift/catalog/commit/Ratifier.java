package io.lakeshift.catalog.commit;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.store.CheckedCommit;
import io.lakeshift.catalog.store.CommitStore;
import io.lakeshift.catalog.store.TableHead;
import java.util.List;

/**
 * Decides the commits of SQL-backed tables. It guarantees:
 *
 * <ol>
 *   <li>a table's versions follow one another without gap, and each is decided once, by compare and set;
 *   <li>a repeated request (same version with same transaction id or same bytes) succeeds again and changes nothing;
 *   <li>nothing of a refused commit is kept;
 *   <li>several tables' commits are ratified all or none. They are published table by table afterwards, so readers of
 *       the logs may see one before the other.
 * </ol>
 */
public final class Ratifier {
    private final CommitStore commits;

    public Ratifier(CommitStore commits) {
        this.commits = commits;
    }

    /**
     * Ratifies one commit.
     *
     * @throws io.lakeshift.catalog.CatalogException COMMIT_CONFLICT when the version is taken, NOT_SQL_BACKED when the
     *     catalog does not decide this table's commits, INVALID_INPUT or UNSUPPORTED_FEATURE when the body is not
     *     acceptable, TABLE_UNKNOWN
     */
    public RatifiedCommit ratify(CommitRequest request) {
        return ratifyAll(List.of(request)).get(0);
    }

    /** Ratifies one commit of each of several tables in one transaction; as {@link #ratify} otherwise. */
    public List<RatifiedCommit> ratifyAll(List<CommitRequest> requests) {
        long tables = requests.stream().map(CommitRequest::tableId).distinct().count();
        if (tables != requests.size()) {
            throw CommitErrors.oneCommitPerTable();
        }
        return commits.ratify(requests.stream().map(this::check).toList());
    }

    private CheckedCommit check(CommitRequest request) {
        TableHead head = commits.head(request.tableId());
        List<CommitLines.Line> lines = CommitLines.parse(request.body());
        // A commit at or below the head is either a repetition, which the store recognises, or a conflict: its body is
        // not judged, because it was written against an older head.
        if (head.authority() == Authority.SQL && request.version() == head.currentVersion() + 1) {
            CommitRules.check(lines, head);
        }
        CommitBody published = head.fenced() ? FenceText.fence(request.body()) : request.body();
        return CommitActions.rows(request, published);
    }
}
