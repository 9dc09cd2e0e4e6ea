package io.lakeshift.catalog.load;

import io.lakeshift.catalog.log.Checkpoint;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.ImportBatch;
import java.util.Optional;

/**
 * A batch on its way from the log to the catalog.
 *
 * @param complete whether the batch ends with a version, so that all up to here can be made durable
 * @param version the newest version in it
 * @param versions complete versions up to here since the last complete slice
 * @param actions up to here since the last complete slice, commitInfo not counted
 * @param checkpoint set on every slice of a checkpoint
 * @param first whether this is the first slice of the plan
 * @param protocol at the version; present where it changed
 * @param metadata at the version; present where it changed
 * @param bytesRead of the log by this plan so far
 */
record Slice(
        ImportBatch batch,
        boolean complete,
        long version,
        long versions,
        long actions,
        Optional<Checkpoint> checkpoint,
        boolean first,
        Optional<ActionRow.Protocol> protocol,
        Optional<ActionRow.MetaData> metadata,
        long bytesRead) {}
