package io.lakeshift.sandbox.lakebase;

import io.lakeshift.sandbox.pipelines.Pipeline;
import io.lakeshift.sandbox.sync.Progress;
import io.lakeshift.sandbox.sync.TargetTable;
import java.time.Instant;
import java.util.Optional;

/** A synced table and how it stands. */
public final class SyncedTable {
    /** The last synchronisation that succeeded. */
    public record Position(long version, Instant commit, Instant start, Instant end) {}

    private final SyncedTableSpec spec;
    private final String uid;
    private final String creator;
    private final Instant created;
    private SyncState state = SyncState.PROVISIONING;
    private String message = "Synced table is being provisioned.";
    private Optional<Pipeline> pipeline = Optional.empty();
    private Optional<Position> last = Optional.empty();
    private Optional<Progress> progress = Optional.empty();
    private Instant progressSince = Instant.EPOCH;
    private Optional<TargetTable> target = Optional.empty();
    private boolean recreateOnNextRun;
    private boolean offline;
    private int deletingPolls = -1;

    SyncedTable(SyncedTableSpec spec, String uid, String creator, Instant created) {
        this.spec = spec;
        this.uid = uid;
        this.creator = creator;
        this.created = created;
    }

    public SyncedTableSpec spec() {
        return spec;
    }

    public String uid() {
        return uid;
    }

    public String creator() {
        return creator;
    }

    public Instant created() {
        return created;
    }

    synchronized void enter(SyncState next, String text) {
        state = next;
        message = text;
    }

    public synchronized SyncState state() {
        return offline ? SyncState.OFFLINE : state;
    }

    public synchronized String message() {
        return offline ? "The database is stopped." : message;
    }

    /** While its home is stopped, nobody can read the table. */
    synchronized void offline(boolean now) {
        offline = now;
    }

    synchronized void joined(Pipeline it) {
        pipeline = Optional.of(it);
    }

    public synchronized Optional<Pipeline> pipeline() {
        return pipeline;
    }

    public synchronized Optional<Position> last() {
        return last;
    }

    public synchronized Optional<Progress> progress() {
        return progress;
    }

    public synchronized Instant progressSince() {
        return progressSince;
    }

    synchronized void begin(Progress next, Instant now) {
        progress = Optional.of(next);
        progressSince = now;
    }

    synchronized void synced(TargetTable table, Position position) {
        target = Optional.of(table);
        last = Optional.of(position);
        recreateOnNextRun = false;
    }

    /** The table as it was written last. */
    synchronized Optional<TargetTable> target() {
        return target;
    }

    synchronized void demandFullRefresh() {
        recreateOnNextRun = true;
    }

    synchronized boolean needsFullRefresh() {
        return recreateOnNextRun || target.isEmpty();
    }

    synchronized void delete(int polls) {
        deletingPolls = polls;
    }

    public synchronized boolean deleting() {
        return deletingPolls >= 0;
    }

    /** Counts one look at a table that is going; true when it is gone. */
    synchronized boolean countPoll() {
        return deletingPolls >= 0 && deletingPolls-- == 0;
    }
}
