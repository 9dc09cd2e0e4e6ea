package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.FenceText;
import io.lakeshift.catalog.log.LogListing;
import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.log.LogStorages;
import io.lakeshift.catalog.store.CatalogStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** The end of a table's log, by its directory. */
final class LogHead {
    private final LogStorage log;
    private final String alias;

    LogHead(String logLocation, String alias) {
        this.log = LogStorages.open(logLocation);
        this.alias = alias;
    }

    long newestVersion() {
        return listing().head();
    }

    /** The first version in the log that belongs to the catalog and is not what the catalog would publish. */
    OptionalLong foreignVersion(CatalogStore store, TableState table) {
        if (table.authority() != Authority.SQL) {
            return OptionalLong.empty();
        }
        for (long version : listing().commits().tailSet(table.publishedVersion(), false)) {
            if (version > newest(store, table) || !isOwn(store, table, version)) {
                return OptionalLong.of(version);
            }
        }
        return OptionalLong.empty();
    }

    /** Read after the listing, so that a commit of our own is never taken for a foreign one. */
    private static long newest(CatalogStore store, TableState table) {
        return store.commits().head(table.tableId()).currentVersion();
    }

    private boolean isOwn(CatalogStore store, TableState table, long version) {
        Optional<CommitBody> body = store.rows().body(table.tableId(), version).map(CommitBody::of);
        if (body.isEmpty()) {
            return false;
        }
        CommitBody published = table.fenceVersion().isPresent() ? FenceText.fence(body.get()) : body.get();
        try {
            return Arrays.equals(published.bytes(), log.read(LogListing.commitName(version)));
        } catch (IOException e) {
            throw TableErrors.storage(alias, log.location(), e);
        }
    }

    private LogListing listing() {
        try {
            return LogListing.of(log);
        } catch (IOException e) {
            throw TableErrors.storage(alias, log.location(), e);
        }
    }
}
