package io.lakeshift.catalog.commit;

import io.lakeshift.catalog.store.CommitStore;
import io.lakeshift.catalog.store.ProposedCommit;
import java.util.List;

/**
 * Decides the commits of SQL-backed tables. It guarantees:
 *
 * <ol>
 *   <li>a table's versions follow one another without gap, and each is decided once, by compare and set;
 *   <li>a repeated request (same version with same transaction id or same bytes) succeeds again and changes nothing;
 *   <li>what is ratified was judged against the head that it follows, with that head locked;
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
        return commits.ratify(requests.stream().map(this::propose).toList());
    }

    private ProposedCommit propose(CommitRequest request) {
        Proposal proposal = new Proposal(request);
        proposal.judgeEarly(commits.head(request.tableId()));
        return proposal;
    }
}
