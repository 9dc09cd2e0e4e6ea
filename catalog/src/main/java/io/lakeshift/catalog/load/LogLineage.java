package io.lakeshift.catalog.load;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.log.CheckpointReader;
import io.lakeshift.catalog.log.CommitReader;
import io.lakeshift.catalog.log.LogListing;
import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.ImportSession;
import io.lakeshift.catalog.store.ImportedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes sure that a log still is the one that the catalog has followed so far. */
final class LogLineage {
    private final LogStorage storage;
    private final LogListing listing;

    LogLineage(LogStorage storage, LogListing listing) {
        this.storage = storage;
        this.listing = listing;
    }

    /**
     * @return whether a commit that the catalog has was found unchanged in the log
     * @throws CatalogException LOG_FORKED or TABLE_RECREATED
     */
    boolean check(TableState table, ImportSession session) {
        long current = table.currentVersion();
        if (listing.head() < current) {
            throw brokenAt(
                    table,
                    listing.head() + 1,
                    "the log ends at version " + listing.head() + ", the catalog at " + current);
        }
        Long oldest = listing.commits().isEmpty() ? null : listing.commits().first();
        if (oldest == null) {
            return false;
        }
        Optional<ImportedContent> known = session.newestContent(oldest);
        if (known.isEmpty() || !listing.commits().contains(known.get().version())) {
            return false;
        }
        long version = known.get().version();
        if (!new CommitReader(storage).digest(version).equals(known.get().sha256())) {
            throw brokenAt(table, version, "the content of " + LogListing.commitName(version) + " differs");
        }
        return true;
    }

    private CatalogException brokenAt(TableState table, long version, String why) {
        Optional<String> found = firstTableId();
        if (found.isPresent() && table.deltaTableId().isPresent() && !found.equals(table.deltaTableId())) {
            return LoadErrors.recreated(table, found.get());
        }
        return LoadErrors.forked(table, version, why);
    }

    /** {@code metaData.id} as far back as the log goes. */
    private Optional<String> firstTableId() {
        List<String> ids = new ArrayList<>();
        if (listing.commits().contains(0L)) {
            new CommitReader(storage).read(0, false, action -> remember(action, ids));
        } else if (!listing.checkpoints().isEmpty()) {
            new CheckpointReader(storage, listing.checkpoints().get(0), action -> remember(action, ids)).read();
        }
        return ids.stream().findFirst();
    }

    private static void remember(ActionRow action, List<String> ids) {
        if (action instanceof ActionRow.MetaData metadata && metadata.id() != null) {
            ids.add(metadata.id());
        }
    }
}
