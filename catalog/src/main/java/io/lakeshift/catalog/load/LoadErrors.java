package io.lakeshift.catalog.load;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.log.Checkpoint;
import io.lakeshift.catalog.log.LogListing;
import io.lakeshift.catalog.store.ActionRow;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Every message about importing. */
final class LoadErrors {
    private LoadErrors() {}

    static CatalogException unknownMode(String label) {
        return invalid("Mode '" + label + "' is unknown. Choose fast or full-history.");
    }

    static CatalogException batchSizeTooSmall(int batchSize) {
        return invalid("Batch size " + batchSize + " is too small. Choose 1 or more files per batch; the default is "
                + ImportRequest.DEFAULT_BATCH_SIZE + ".");
    }

    static CatalogException nothingToImport() {
        return invalid("No table given. Give the table's root directory, or --log-dir with --table-location.");
    }

    /** The first words are those that users of the migration guides look for. */
    static CatalogException noLogFiles(String log) {
        return new CatalogException(
                CatalogError.NO_LOG_FILES,
                "No checkpoint or JSON files found in " + log
                        + ". Verify the table path and that its _delta_log holds commits.");
    }

    static CatalogException versionMissing(
            long missing, String log, ImportMode mode, LogListing listing, List<Checkpoint> broken) {
        String unreadable = broken.isEmpty()
                ? ""
                : " Unreadable: "
                        + broken.stream()
                                .map(checkpoint -> checkpoint.files().get(0))
                                .collect(Collectors.joining(", "))
                        + ".";
        OptionalLong earliest = listing.usableCheckpoints().stream()
                .filter(checkpoint -> !broken.contains(checkpoint))
                .mapToLong(Checkpoint::version)
                .min();
        String advice;
        if (mode == ImportMode.FULL_HISTORY && earliest.isPresent()) {
            advice = " Full history needs every commit from version 0; the earliest version that can be recreated is "
                    + earliest.getAsLong() + ", by its checkpoint. Import from there with --mode fast.";
        } else {
            advice = " No readable checkpoint covers it. Restore the commit file from a copy of the log.";
        }
        return new CatalogException(
                CatalogError.VERSION_MISSING,
                "The log " + log + " is missing version " + missing + " (" + LogListing.commitName(missing) + ")."
                        + unreadable + advice);
    }

    static CatalogException stateIncomplete(String action, long version, String log, boolean checkpoint) {
        return new CatalogException(
                CatalogError.LOG_CORRUPT,
                "The log " + log + " has no " + action + " action at version " + version
                        + (checkpoint
                                ? ": its checkpoint lacks it, so no engine can open the table. Import with --mode"
                                        + " full-history where every commit from version 0 is still there."
                                : ", so no engine can open the table. Restore the log from a copy."));
    }

    static CatalogException protocolTooNew(ActionRow.Protocol protocol) {
        return unsupported(
                "Version " + protocol.version() + " of the table requires reader version " + protocol.minReaderVersion()
                        + " and writer version " + protocol.minWriterVersion()
                        + "; this program knows them up to 3 and 7. Update Lakeshift.");
    }

    static CatalogException unknownReaderFeature(String feature, long version) {
        return unsupported("The table requires the reader feature " + feature + " (since version " + version
                + "), which this program does not know, so it cannot import the table faithfully. Remove the feature"
                + " from the table, or update Lakeshift.");
    }

    static CatalogException commitsElsewhere(String feature, long version) {
        return unsupported("The table has the feature " + feature + " (since version " + version
                + "): its commits are decided outside its log, which may therefore be behind. Remove the feature from"
                + " the table, then import it.");
    }

    static CatalogException unpublishedCommits(String feature, long staged, long head) {
        return unsupported("The table has the feature " + feature + " and commits up to version " + staged
                + " that are not published; its log ends at version " + head
                + ". Let its catalog publish them (backfill), then import it.");
    }

    static CatalogException forked(TableState table, long version, String why) {
        return new CatalogException(
                CatalogError.LOG_FORKED,
                "The log of " + table.alias() + " and the catalog hold different histories from version " + version
                        + " on: " + why + ". The log was restored from a copy, or written to after a rollback. See"
                        + " what differs: lakeshift diff " + table.location()
                        + "; then import the log under another name, or remove this table from the catalog first.");
    }

    static CatalogException recreated(TableState table, String found) {
        return new CatalogException(
                CatalogError.TABLE_RECREATED,
                "Another table now lies at " + table.location() + ": its id is " + found + ", while the catalog knows "
                        + table.alias() + " as " + table.deltaTableId().orElse("unknown")
                        + ". It was dropped and created anew. Remove the old one from the catalog, then import.");
    }

    static CatalogException foreignCommit(TableState table, long head) {
        return new CatalogException(
                CatalogError.FOREIGN_COMMIT,
                "The catalog decides the commits of " + table.alias() + " and is at version " + table.currentVersion()
                        + ", but its log goes on to version " + head
                        + ": something else wrote there. Stop that writer and see what it did: lakeshift diff "
                        + table.location() + ".");
    }

    static String passedOver(BrokenCheckpointException broken) {
        return "Checkpoint " + broken.checkpoint().files().get(0) + " was passed over: " + broken.getMessage();
    }

    static String catalogDecides(String alias) {
        return "The catalog decides the commits of " + alias + "; there is nothing to import.";
    }

    static String historyStaysShort(long baseline) {
        return "The table was imported from version " + baseline
                + " on before; an import with --mode full-history does not add what is older.";
    }

    static String rebased(long current, long checkpoint) {
        return "Commits after version " + current
                + " are gone from the log; the catalog went on from the checkpoint at " + checkpoint
                + ". Versions before it can no longer be recreated.";
    }

    static String idChanged(String from, String to) {
        return "The table's id changed from " + from + " to " + to + ": it was replaced in place.";
    }

    static CatalogException schemaMissing(long version, String log) {
        return new CatalogException(
                CatalogError.LOG_CORRUPT,
                "The log " + log + " has a metaData action without schemaString at version " + version
                        + ", so no engine can open the table. Restore the log from a copy.");
    }

    private static CatalogException unsupported(String message) {
        return new CatalogException(CatalogError.UNSUPPORTED_FEATURE, message);
    }

    private static CatalogException invalid(String message) {
        return new CatalogException(CatalogError.INVALID_INPUT, message);
    }
}
