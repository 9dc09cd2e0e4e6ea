package io.lakeshift.catalog.snapshot;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.TableState;
import java.time.Instant;

/** Every message of reading a snapshot. */
final class SnapshotErrors {
    private SnapshotErrors() {}

    static CatalogException unknown(String idOrAlias) {
        return new CatalogException(
                CatalogError.TABLE_UNKNOWN,
                "The catalog has no table " + idOrAlias + ". Import it first: lakeshift import PATH.");
    }

    static CatalogException outside(TableState table, long version) {
        if (table.baselineVersion().isEmpty()) {
            return new CatalogException(
                    CatalogError.VERSION_MISSING,
                    "Table " + table.alias() + " has no version yet. Import it first: lakeshift import "
                            + table.location() + ".");
        }
        return new CatalogException(
                CatalogError.VERSION_MISSING,
                "Table " + table.alias() + " cannot be read at version " + version + ": the catalog holds "
                        + table.baselineVersion().getAsLong() + " to " + table.currentVersion()
                        + ". Earlier versions need an import with --mode full-history from a log that still has them.");
    }

    static CatalogException beforeBaseline(String alias, Instant instant) {
        return new CatalogException(
                CatalogError.VERSION_MISSING,
                "Table " + alias + " cannot be read at " + instant + ": the catalog's first version of it is newer."
                        + " Earlier versions need an import with --mode full-history from a log that still has them.");
    }

    static CatalogException incomplete(String alias, long version, String action) {
        return new CatalogException(
                CatalogError.LOG_CORRUPT,
                "Table " + alias + " has no " + action + " at version " + version
                        + ", so it cannot be read. Compare it with its log: lakeshift diff " + alias + ".");
    }

    static CatalogException readerVersion(String alias, int version) {
        return new CatalogException(
                CatalogError.UNSUPPORTED_FEATURE,
                "Table " + alias + " needs reader version " + version + "; this program knows them up to 3."
                        + " Update Lakeshift first.");
    }

    static CatalogException readerFeature(String alias, String feature) {
        return new CatalogException(
                CatalogError.UNSUPPORTED_FEATURE,
                "Table " + alias + " needs the reader feature " + feature
                        + ", which this program does not know. Update Lakeshift first.");
    }
}
