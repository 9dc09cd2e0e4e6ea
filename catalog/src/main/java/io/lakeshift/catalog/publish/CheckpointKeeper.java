package io.lakeshift.catalog.publish;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.kernel.CheckpointFile;
import io.lakeshift.catalog.kernel.CheckpointProtocol;
import io.lakeshift.catalog.kernel.CheckpointWriter;
import io.lakeshift.catalog.log.Checkpoint;
import io.lakeshift.catalog.log.LogListing;
import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.TableHead;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest checkpoint of a published log fresh and fenced. Engines believe a checkpoint before the commits
 * under it, so one that another program wrote without the fence would open the table again.
 */
final class CheckpointKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointKeeper.class);

    private final CatalogStore store;
    private final CheckpointWriter writer;
    private final int interval;

    CheckpointKeeper(CatalogStore store, Clock clock, int interval) {
        this.store = store;
        this.writer = new CheckpointWriter(store, clock);
        this.interval = Math.max(1, interval);
    }

    record Outcome(OptionalLong version, Optional<String> problem) {}

    /** @param inspect look at the newest checkpoint's protocol, which costs a listing and a read */
    Outcome keep(TableHead head, LogStorage log, long published, boolean inspect) {
        try {
            OptionalLong due = due(head, published);
            if (due.isEmpty() && inspect && head.fenced() && lostFence(head, log)) {
                LOG.warn("Another program wrote a checkpoint without the fence; table={}", head.alias());
                due = OptionalLong.of(published);
            }
            if (due.isPresent()) {
                write(head, log, due.getAsLong());
            }
            return new Outcome(due, Optional.empty());
        } catch (IOException | CatalogException e) {
            LOG.warn(
                    "The checkpoint could not be written; table={} version={} cause={}",
                    head.alias(),
                    published,
                    e.toString());
            return new Outcome(OptionalLong.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private OptionalLong due(TableHead head, long published) {
        long newest = store.publishing().newestCheckpoint(head.tableId()).orElse(-1);
        long fence = head.fenceVersion().orElse(-1);
        if (fence > newest && fence <= published) {
            return OptionalLong.of(published);
        }
        long regular = published - published % interval;
        boolean ratified =
                !store.commits().ratifiedFrom(head.tableId(), regular).isEmpty();
        return regular > newest && regular > fence && ratified ? OptionalLong.of(regular) : OptionalLong.empty();
    }

    private void write(TableHead head, LogStorage log, long version) throws IOException {
        try (CheckpointFile file = writer.write(head.tableId(), version)) {
            log.put(LogNames.checkpoint(version), file.path());
            log.put(LogNames.LAST_CHECKPOINT, file.pointer());
        }
        store.publishing().checkpointed(head.tableId(), version);
    }

    private static boolean lostFence(TableHead head, LogStorage log) throws IOException {
        List<Checkpoint> checkpoints = LogListing.of(log).checkpoints();
        if (checkpoints.isEmpty()) {
            return false;
        }
        Checkpoint newest = checkpoints.get(checkpoints.size() - 1);
        return newest.version() >= head.fenceVersion().orElseThrow() && !CheckpointProtocol.fenced(log, newest);
    }
}
