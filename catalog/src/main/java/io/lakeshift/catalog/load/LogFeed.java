package io.lakeshift.catalog.load;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.log.Checkpoint;
import io.lakeshift.catalog.log.CheckpointReader;
import io.lakeshift.catalog.log.CommitReader;
import io.lakeshift.catalog.log.LogListing;
import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.ImportBatch;
import io.lakeshift.catalog.store.VersionRow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a plan says, checks it, and gives it out in batches. */
final class LogFeed {
    private final LogStorage storage;
    private final LogListing listing;
    private final FaithfulnessGate gate;
    private final BatchSizes sizes;
    private final SliceOutput output;
    private final CommitReader commits;

    private ImportBatch batch;
    private Optional<Checkpoint> checkpoint = Optional.empty();
    private boolean first = true;
    private long versions;
    private long actions;
    private long checkpointBytes;
    private ActionRow.@Nullable Protocol protocol;
    private ActionRow.@Nullable MetaData metadata;
    private boolean hasProtocol;
    private boolean hasMetadata;

    LogFeed(LogStorage storage, LogListing listing, BatchSizes sizes, SliceOutput output) {
        this.storage = storage;
        this.listing = listing;
        this.gate = new FaithfulnessGate(storage);
        this.sizes = sizes;
        this.output = output;
        this.commits = new CommitReader(storage);
        this.batch = output.newBatch();
    }

    /**
     * @param known whether protocol and metaData are known from versions before the plan
     * @throws BrokenCheckpointException where the plan's checkpoint cannot be read
     */
    void run(ImportPlan plan, boolean known) {
        hasProtocol = known;
        hasMetadata = known;
        if (plan.checkpoint().isPresent()) {
            feedCheckpoint(plan.checkpoint().get());
        }
        for (long version = plan.from(); version <= plan.to(); version++) {
            long current = version;
            // Read whole before a batch is chosen: actions on the way may have filled one, and given it away.
            VersionRow row = commits.read(version, version == plan.to(), action -> take(action, current));
            batch.version(row);
            endVersion(version);
        }
        if (versions > 0) {
            emit(plan.to(), true);
        }
    }

    private void feedCheckpoint(Checkpoint source) {
        checkpoint = Optional.of(source);
        hasProtocol = false;
        hasMetadata = false;
        CheckpointReader reader = new CheckpointReader(storage, source, action -> take(action, source.version()));
        try {
            reader.read();
        } catch (CatalogException e) {
            throw e.error() == CatalogError.LOG_CORRUPT ? new BrokenCheckpointException(source, e) : e;
        }
        checkpointBytes = reader.bytesRead();
        boolean hasCommit = listing.commits().contains(source.version());
        batch.version(commits.describeCheckpoint(source, hasCommit));
        versions++;
        requireComplete(source.version());
        emit(source.version(), true);
        checkpoint = Optional.empty();
    }

    private void take(ActionRow action, long version) {
        if (action instanceof ActionRow.Protocol found) {
            gate.check(found, listing.head());
            protocol = found;
            hasProtocol = true;
        } else if (action instanceof ActionRow.MetaData found) {
            metadata = found;
            hasMetadata = true;
        }
        batch.action(action);
        actions += action instanceof ActionRow.CommitInfo ? 0 : 1;
        if (sizes.isTooLarge(batch.bytes())) {
            emit(version, false);
        }
    }

    private void endVersion(long version) {
        versions++;
        requireComplete(version);
        if (sizes.isFull(batch.files(), batch.bytes())) {
            emit(version, true);
        }
    }

    /** Every version of a table has a protocol and a metaData in force, the first one included. */
    private void requireComplete(long version) {
        if (!hasProtocol || !hasMetadata) {
            throw LoadErrors.stateIncomplete(
                    hasProtocol ? "metaData" : "protocol", version, storage.location(), checkpoint.isPresent());
        }
        if (metadata != null && metadata.schemaString() == null) {
            throw LoadErrors.schemaMissing(version, storage.location());
        }
    }

    private void emit(long version, boolean endsVersion) {
        batch.handOver();
        output.emit(new Slice(
                batch,
                endsVersion,
                version,
                endsVersion ? versions : 0,
                endsVersion ? actions : 0,
                checkpoint,
                first,
                endsVersion ? Optional.ofNullable(protocol) : Optional.empty(),
                endsVersion ? Optional.ofNullable(metadata) : Optional.empty(),
                commits.bytesRead() + checkpointBytes));
        first = false;
        batch = output.newBatch();
        if (endsVersion) {
            versions = 0;
            actions = 0;
            protocol = null;
            metadata = null;
            sizes.next();
        }
    }
}
