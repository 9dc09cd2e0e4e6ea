package io.lakeshift.catalog.publish;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import java.io.IOException;

/** Every message of publishing. */
final class PublishErrors {
    private PublishErrors() {}

    static CatalogException foreign(String alias, long version, String location) {
        return new CatalogException(
                CatalogError.FOREIGN_COMMIT,
                "Version " + version + " of table " + alias + " cannot be published: " + location
                        + " holds another writer's commit of that version, and it is never overwritten. The catalog"
                        + " ratifies nothing more on this table. Find out who writes past the fence; then keep the"
                        + " catalog's version by moving that file away and running lakeshift publish " + alias + ".");
    }

    static CatalogException storage(String alias, long version, IOException cause) {
        return new CatalogException(
                CatalogError.STORAGE_FAILED,
                "Version " + version + " of table " + alias + " could not be written to the log: " + cause.getMessage()
                        + ". It stays in line and is tried again.",
                cause);
    }

    static CatalogException bodyMissing(String alias, long version) {
        return new CatalogException(
                CatalogError.LOG_CORRUPT,
                "Version " + version + " of table " + alias + " waits to be published, but the catalog holds no body of"
                        + " it. Restore the catalog from a backup, then run lakeshift publish " + alias + ".");
    }
}
