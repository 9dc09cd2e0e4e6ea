package io.lakeshift.catalog.fence;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import java.io.IOException;
import java.util.UUID;

/** Every message of raising and lowering the fence. */
final class FenceErrors {
    private FenceErrors() {}

    static CatalogException catalogManagedNotYet() {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "The fence mode catalogManaged is planned, not supported yet; supported: feature and none."
                        + " Set fence: feature in the plan.");
    }

    static CatalogException headMoved(String alias, long expected, long head) {
        return new CatalogException(
                CatalogError.HEAD_MOVED,
                "Table " + alias + " was approved for its cut over at version " + expected + ", but its head is now "
                        + head + ". Nothing was changed. Validate it again and ask for a new approval.");
    }

    static CatalogException fencedByAnother(String alias, long version) {
        return new CatalogException(
                CatalogError.LOG_FORKED,
                "Table " + alias + " was fenced at version " + version + " by another catalog, which decides its"
                        + " commits. Nothing was changed. Roll it back there first.");
    }

    static CatalogException draining(String alias) {
        return new CatalogException(
                CatalogError.TABLE_BUSY,
                "Table " + alias
                        + " is being handed back to file writers. Nothing was changed. Let the rollback finish:"
                        + " lakeshift status " + alias + ".");
    }

    static CatalogException notImported(String alias) {
        return new CatalogException(
                CatalogError.VERSION_MISSING,
                "Table " + alias + " has no version in the catalog yet. Import it first: lakeshift import PATH.");
    }

    static CatalogException shapeMissing(UUID tableId, long version, String action) {
        return new CatalogException(
                CatalogError.LOG_CORRUPT,
                "The catalog holds no " + action + " of table " + tableId + " at version " + version
                        + ". Nothing was changed. Compare it with its log: lakeshift diff " + tableId + ".");
    }

    static CatalogException storage(String alias, IOException cause) {
        return new CatalogException(
                CatalogError.STORAGE_FAILED,
                "The log of table " + alias + " could not be written: " + cause.getMessage()
                        + ". The same request may be repeated safely.",
                cause);
    }

    static CatalogException foreign(String alias, long version) {
        return new CatalogException(
                CatalogError.FOREIGN_COMMIT,
                "The fence of table " + alias + " cannot be lowered: another writer's commit stands at version "
                        + version
                        + " of its log, past the fence. Find out who writes past the fence, move that file away and"
                        + " repeat the rollback: lakeshift rollback " + alias + ".");
    }
}
