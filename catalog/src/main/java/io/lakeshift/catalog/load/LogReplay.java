package io.lakeshift.catalog.load;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.log.Checkpoint;
import io.lakeshift.catalog.log.LogErrors;
import io.lakeshift.catalog.log.LogListing;
import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.ImportBatch;
import io.lakeshift.catalog.store.VersionRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads and checks a whole log as an import would, and counts instead of writing. */
public final class LogReplay {
    private final LogStorage storage;
    private final ImportMode mode;
    private final ImportListener listener;
    private final List<String> warnings = new ArrayList<>();

    public LogReplay(LogStorage storage, ImportMode mode, ImportListener listener) {
        this.storage = storage;
        this.mode = mode;
        this.listener = listener;
    }

    /** @throws io.lakeshift.catalog.CatalogException for everything that an import would refuse */
    public LogState run() {
        LogListing listing = list(storage);
        List<Checkpoint> broken = new ArrayList<>();
        while (true) {
            ImportPlan plan = ImportPlan.first(listing, mode, broken, storage.location());
            Counter counter = new Counter(plan, listing.head());
            try {
                new LogFeed(storage, listing, new BatchSizes(ImportRequest.DEFAULT_BATCH_SIZE), counter)
                        .run(plan, false);
                return counter.state();
            } catch (BrokenCheckpointException e) {
                broken.add(e.checkpoint());
                warnings.add(LoadErrors.passedOver(e));
            }
        }
    }

    static LogListing list(LogStorage storage) {
        try {
            return LogListing.of(storage);
        } catch (IOException e) {
            throw unlisted(storage, e);
        }
    }

    /** What it means that a log's directory cannot be listed. */
    public static CatalogException unlisted(LogStorage storage, IOException failure) {
        return LogErrors.unreadable(storage.location(), "", failure);
    }

    /** Live files by a hash of 64 bits: a million of them fit in little memory, and two that collide are not to be met. */
    private final class Counter implements ImportBatch, SliceOutput {
        private final ImportPlan plan;
        private final long head;
        private final Map<Long, Long> liveSizes = new HashMap<>();
        private Optional<ActionRow.Protocol> protocol = Optional.empty();
        private Optional<ActionRow.MetaData> metadata = Optional.empty();
        private long adds;
        private long removes;
        private long cdcs;
        private long versions;
        private long version = -1;
        private long bytesRead;
        private int filesOfBatch;
        private boolean handedOver;

        Counter(ImportPlan plan, long head) {
            this.plan = plan;
            this.head = head;
        }

        LogState state() {
            return new LogState(
                    version,
                    liveSizes.size(),
                    liveSizes.values().stream().mapToLong(Long::longValue).sum(),
                    adds + removes + cdcs,
                    adds,
                    removes,
                    versions,
                    bytesRead,
                    plan.checkpoint()
                            .map(checkpoint -> OptionalLong.of(checkpoint.version()))
                            .orElseGet(OptionalLong::empty),
                    protocol,
                    metadata,
                    warnings);
        }

        @Override
        public ImportBatch newBatch() {
            filesOfBatch = 0;
            handedOver = false;
            return this;
        }

        @Override
        public void emit(Slice slice) {
            protocol = slice.protocol().or(() -> protocol);
            metadata = slice.metadata().or(() -> metadata);
            version = slice.complete() ? slice.version() : version;
            versions += slice.versions();
            bytesRead = slice.bytesRead();
            long total = versions == 0 ? bytesRead : bytesRead * plan.versions() / versions;
            listener.progressed(new ImportProgress(version, head, adds + removes + cdcs, bytesRead, total, false));
        }

        @Override
        public void action(ActionRow action) {
            requireOpen();
            if (action instanceof ActionRow.Add add) {
                adds++;
                filesOfBatch++;
                liveSizes.put(hash(add.path(), add.dvId()), add.size() == null ? 0 : add.size());
            } else if (action instanceof ActionRow.Remove remove) {
                removes++;
                filesOfBatch++;
                liveSizes.remove(hash(remove.path(), remove.dvId()));
            } else if (action instanceof ActionRow.Cdc) {
                cdcs++;
                filesOfBatch++;
            }
        }

        @Override
        public void version(VersionRow row) {
            // Versions are counted when their slice is complete.
            requireOpen();
        }

        @Override
        public void handOver() {
            requireOpen();
            handedOver = true;
        }

        private void requireOpen() {
            if (handedOver) {
                throw new IllegalStateException("the batch was handed over");
            }
        }

        @Override
        public int files() {
            return filesOfBatch;
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /** FNV-1a over the characters, which unlike String's own hash spreads over 64 bits. */
    private static long hash(String path, String dvId) {
        return hash(hash(0xcbf29ce484222325L, path) * 31, dvId);
    }

    private static long hash(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
