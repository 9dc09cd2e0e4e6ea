package io.lakeshift.catalog.commit;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.store.CheckedCommit;
import io.lakeshift.catalog.store.ProposedCommit;
import io.lakeshift.catalog.store.TableHead;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request with its body parsed. It is judged once ahead of time, so that the lock is short where nothing has changed
 * until it is held; where something has, it is judged anew.
 */
final class Proposal implements ProposedCommit {
    private final CommitRequest request;
    private final List<CommitLines.Line> lines;
    private final Optional<String> txnId;
    private @Nullable Judgement early;

    private record Judgement(TableHead head, CheckedCommit commit) {}

    Proposal(CommitRequest request) {
        this.request = request;
        this.lines = CommitLines.parse(request.body());
        this.txnId = CommitActions.txnId(lines);
    }

    /** A commit that cannot follow this head is a repetition or a conflict, and nobody asks what is in it. */
    void judgeEarly(TableHead head) {
        if (head.authority() == Authority.SQL && request.version() == head.currentVersion() + 1) {
            early = new Judgement(head, judged(head));
        }
    }

    @Override
    public UUID tableId() {
        return request.tableId();
    }

    @Override
    public long version() {
        return request.version();
    }

    @Override
    public CommitBody body() {
        return request.body();
    }

    @Override
    public Optional<String> txnId() {
        return txnId;
    }

    @Override
    public CheckedCommit judge(TableHead head) {
        Judgement before = early;
        return before != null && before.head().sameForTheNextCommit(head) ? before.commit() : judged(head);
    }

    private CheckedCommit judged(TableHead head) {
        CommitRules.check(lines, head);
        CommitBody published = head.fenced() ? FenceText.fence(request.body()) : request.body();
        return CommitActions.rows(request, published);
    }
}
