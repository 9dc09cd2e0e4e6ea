package io.lakeshift.catalog.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.kernel.CommitFile;
import io.lakeshift.catalog.kernel.KernelLog;
import io.lakeshift.catalog.kernel.KernelSnapshot;
import io.lakeshift.catalog.store.RowCursor;
import java.util.NavigableMap;

/** The log of one comparison. The newest snapshot and the listing are read once, so that the log may grow meanwhile. */
final class LogSide {
    private final KernelLog log;
    private final KernelSnapshot newest;
    private final NavigableMap<Long, CommitFile> commits;

    LogSide(KernelLog log) {
        this.log = log;
        this.newest = log.latest();
        this.commits = log.commits();
    }

    long version() {
        return newest.version();
    }

    KernelSnapshot snapshot(long version) {
        return version == newest.version() ? newest : log.snapshot(version);
    }

    KernelLog kernel() {
        return log;
    }

    /** The commit files that are there, by version. */
    NavigableMap<Long, CommitFile> commits() {
        return commits;
    }

    /** Active files as add actions. */
    static RowCursor<LogAction> activeFiles(KernelSnapshot snapshot, FileMembers members) {
        return Cursors.map(snapshot.activeFiles(), body -> members.ofState(new LogAction("add", body)));
    }

    /** The actions of a checkpoint. */
    static RowCursor<LogAction> checkpoint(RowCursor<ObjectNode> actions, FileMembers members) {
        return Cursors.map(
                Cursors.filter(actions, action -> !action.isEmpty()),
                (JsonNode action) -> members.ofCheckpoint(LogAction.of(action)));
    }
}
